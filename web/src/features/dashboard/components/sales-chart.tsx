import { BarChart } from '../../../components/bar-chart';
import { formatCents, formatWhole } from '../../../lib/format';
import { useT } from '../../../lib/texts';
import type { ChartRow } from '../comparison';

interface SalesChartProps {
  caption: string;
  rows: ChartRow[];
  /** Of an hour or a day. */
  labelOf(key: string): string;
  currency: string;
  nowLabel: string;
}

/** What came in, beside the period before. */
export function SalesChart({ caption, rows, labelOf, currency, nowLabel }: SalesChartProps) {
  const t = useT();
  if (rows.every(({ now, before }) => now === 0 && before === 0))
    return <div className="nothing">{t('app.nothing')}</div>;
  return (
    <BarChart
      caption={caption}
      series={[nowLabel, t('dashboard.lastPeriod')]}
      rows={rows.map(({ key, now, before }) => ({ key, label: labelOf(key), values: [now, before] }))}
      format={(cents) => formatCents(cents, currency)}
      formatTick={(cents) => formatWhole(cents, currency)}
    />
  );
}
