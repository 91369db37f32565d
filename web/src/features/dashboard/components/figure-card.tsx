import { IconArrowDownRight, IconArrowUpRight } from '@tabler/icons-react';
import { formatRate } from '../../../lib/format';
import { changeFrom } from '../comparison';

interface FigureCardProps {
  title: string;
  /** As it is read. */
  value: string;
  now: number;
  /** Undefined until it is known. */
  before: number | undefined;
  /** What it is measured by, in words. */
  against: string | undefined;
  note?: string | undefined;
  /** How it came about over the period. */
  points?: readonly number[];
  lessIsBetter?: boolean;
}

/** One figure, how it changed against a named period, and how it came about. */
export function FigureCard(props: FigureCardProps) {
  const { title, value, now, before, against, note, points, lessIsBetter = false } = props;
  const change = changeFrom(before, now);
  const Arrow = change !== undefined && change < 0 ? IconArrowDownRight : IconArrowUpRight;
  return (
    <section className="card figure" aria-label={title}>
      <span className="figure-title">{title}</span>
      <span className="figure-value">
        <strong>{value}</strong>
        {change !== undefined && change !== 0 && (
          <span className="figure-change" data-good={change > 0 !== lessIsBetter}>
            <Arrow size={16} aria-hidden />
            {formatRate(Math.round(change * 100) * 10_000)}
          </span>
        )}
      </span>
      {points && <Sparkline points={points} />}
      {note && <span className="figure-note">{note}</span>}
      {against && <span className="figure-note">{against}</span>}
    </section>
  );
}

const [WIDTH, HEIGHT] = [120, 24];

function Sparkline({ points }: { points: readonly number[] }) {
  const most = Math.max(...points, 1);
  const step = WIDTH / Math.max(points.length - 1, 1);
  const line = points
    .map((value, index) => `${index * step},${HEIGHT - (Math.max(value, 0) / most) * HEIGHT}`)
    .join(' ');
  return (
    <svg className="sparkline" viewBox={`0 -1 ${WIDTH} ${HEIGHT + 2}`} preserveAspectRatio="none" aria-hidden="true">
      <polyline points={line} />
    </svg>
  );
}
