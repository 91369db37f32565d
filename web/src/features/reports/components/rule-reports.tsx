import { Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { DataTable } from '../../../components/data-table';
import { ExportButtons } from '../../../components/export-buttons';
import { Loading } from '../../../components/page';
import { keys } from '../../../domain/keys';
import { answered, api } from '../../../lib/api-client';
import { formatCents, formatNumber } from '../../../lib/format';
import { useT } from '../../../lib/texts';
import { useProfile } from '../../session/session';

interface Line {
  key: string;
  label: string;
  /** What a tax was charged on, or how many sales a promotion applied to. */
  base: number;
  amountCents: number;
}

/** Taxes by rule: what is owed. Promotions by promotion: what they gave away. */
export function RuleReports({ kind, from, to }: { kind: 'tax' | 'promotions'; from: string; to: string }) {
  const t = useT();
  const { currency } = useProfile().organization;
  const report = useQuery({
    queryKey: [...keys.reports, kind, from, to],
    queryFn: () => load(kind, from, to),
    enabled: from <= to,
  });
  const money = (cents: number) => formatCents(cents, currency);
  const base = (value: number) => (kind === 'tax' ? money(value) : formatNumber(value));
  const titles = [
    t(`groupBy.${kind}`),
    kind === 'tax' ? t('reports.taxable') : t('figures.sales'),
    kind === 'tax' ? t('figures.tax') : t('figures.discount'),
  ] as const;
  const empty = t(kind === 'tax' ? 'reports.noTax' : 'reports.noPromotion');
  return (
    <Loading query={report} isEmpty={(lines) => lines.length === 0} empty={empty}>
      {(lines) => (
        <>
          <Group justify="space-between">
            <Text fw={700}>{money(lines.reduce((sum, { amountCents }) => sum + amountCents, 0))}</Text>
            <ExportButtons name={`${kind}-${from}-${to}`} rows={() => plainRows(kind, titles, lines)} />
          </Group>
          <DataTable
            caption={titles[0]}
            items={lines}
            rowKey={({ key }) => key}
            columns={[
              { title: titles[0], cell: ({ label }) => label },
              { title: titles[1], numeric: true, cell: (line) => base(line.base) },
              { title: titles[2], numeric: true, cell: ({ amountCents }) => money(amountCents) },
            ]}
          />
        </>
      )}
    </Loading>
  );
}

async function load(kind: 'tax' | 'promotions', from: string, to: string): Promise<Line[]> {
  const params = { query: { from, to } };
  if (kind === 'tax') {
    const { groups } = await answered(api.GET('/api/reports/tax', { params }));
    return groups.map(({ key, label, taxableCents, taxCents }) => ({
      key,
      label,
      base: taxableCents,
      amountCents: taxCents,
    }));
  }
  const { groups } = await answered(api.GET('/api/reports/promotions', { params }));
  return groups.map(({ key, label, salesCount, discountCents }) => ({
    key,
    label,
    base: salesCount,
    amountCents: discountCents,
  }));
}

function plainRows(kind: 'tax' | 'promotions', titles: readonly string[], lines: readonly Line[]) {
  const base = (value: number) => (kind === 'tax' ? value / 100 : value);
  return [titles, ...lines.map((line) => [line.label, base(line.base), line.amountCents / 100])];
}
