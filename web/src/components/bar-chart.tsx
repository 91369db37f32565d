import './bar-chart.css';
import { useMediaQuery } from '@mantine/hooks';
import type { CSSProperties } from 'react';
import { ticksOf } from '../lib/bar-scale';

/** So many labels have room below the bars: on a desk, and on a phone. */
const MOST_LABELS = 12;
const MOST_LABELS_ON_PHONE = 4;
const PHONE = '(max-width: 600px)';

interface BarChartProps {
  caption: string;
  /** What each bar of a place stands for. */
  series: readonly string[];
  /** A place for each: its label, and a value for every series. */
  rows: readonly { key: string; label: string; values: readonly number[] }[];
  format(value: number): string;
  /** An axis is read at a glance: whole amounts. */
  formatTick(value: number): string;
}

/** Bars side by side: what each stands for is seen where the pointer is, and heard by who hears the page. */
export function BarChart({ caption, series, rows, format, formatTick }: BarChartProps) {
  const ticks = ticksOf(rows.flatMap(({ values }) => values));
  const lowest = ticks[0] ?? 0;
  const span = (ticks.at(-1) ?? 1) - lowest;
  const height = (value: number) => `${(100 * value) / span}%`;
  const isPhone = useMediaQuery(PHONE, undefined, { getInitialValueInEffect: false });
  const every = Math.ceil(rows.length / (isPhone ? MOST_LABELS_ON_PHONE : MOST_LABELS));
  const bar = (value: number): CSSProperties => ({
    bottom: height(Math.min(value, 0) - lowest),
    height: height(Math.abs(value)),
  });
  return (
    <figure className="chart" aria-label={caption}>
      <ul className="chart-legend" aria-hidden>
        {series.map((name, index) => (
          <li key={name} data-series={index}>
            {name}
          </li>
        ))}
      </ul>
      <div className="chart-plot">
        <div className="chart-ticks" aria-hidden>
          {ticks.map((tick) => (
            <span key={tick} style={{ bottom: height(tick - lowest) }} data-zero={tick === 0 || undefined}>
              <small>{formatTick(tick)}</small>
            </span>
          ))}
        </div>
        <ul className="chart-places" style={{ '--every': every } as CSSProperties}>
          {rows.map(({ key, label, values }, place) => (
            <li key={key} data-late={place > rows.length / 2 || undefined}>
              <div className="chart-place" aria-hidden>
                {values.map((value, index) => (
                  <span key={series[index]} className="chart-bar" data-series={index}>
                    {value !== 0 && <i style={bar(value)} />}
                  </span>
                ))}
              </div>
              <small className="chart-label" aria-hidden>
                {place % every === 0 && label}
              </small>
              <p className="chart-tip">
                <strong>{label}</strong>
                {values.map((value, index) => (
                  <span key={series[index]}>{`${series[index]}: ${format(value)}`}</span>
                ))}
              </p>
            </li>
          ))}
        </ul>
      </div>
    </figure>
  );
}
