import { BarChart } from '@mantine/charts';
import { formatCents, formatWhole } from '../../../lib/format';
import { useT } from '../../../lib/texts';
import type { ChartRow } from '../comparison';

interface SalesChartProps {
  rows: ChartRow[];
  currency: string;
  nowLabel: string;
}

/** What came in, beside the period before. */
export function SalesChart({ rows, currency, nowLabel }: SalesChartProps) {
  const t = useT();
  if (rows.every(({ now, before }) => now === 0 && before === 0))
    return <div className="nothing">{t('app.nothing')}</div>;
  return (
    <BarChart
      h={240}
      data={rows}
      dataKey="label"
      withLegend
      valueFormatter={(cents) => formatCents(cents, currency)}
      // An axis is read at a glance: whole amounts.
      yAxisProps={{ tickFormatter: (cents: number) => formatWhole(cents, currency) }}
      series={[
        { name: 'now', label: nowLabel, color: 'bottle.7' },
        { name: 'before', label: t('dashboard.lastPeriod'), color: 'gray.4' },
      ]}
    />
  );
}
