import { BarChart } from '@mantine/charts';
import { Button, Group, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { useSearchParams } from 'wouter';
import { type Column, DataTable } from '../../../components/data-table';
import { Loading, Page } from '../../../components/page';
import { type Grouping, useSalesReport } from '../../../domain/sales-report';
import { useBusinessTime } from '../../../domain/stores';
import type { Schemas } from '../../../lib/api-client';
import { saveFile, toCsv } from '../../../lib/csv';
import { type RangePreset, rangeOf } from '../../../lib/days';
import { formatCents, formatNumber, formatWhole } from '../../../lib/format';
import { type TextKey, useT } from '../../../lib/texts';
import { useProfile } from '../../session/session';
import { RuleReports } from './rule-reports';

type ReportGroup = Schemas['ReportGroupDto'];
type Figure = Exclude<keyof ReportGroup, 'key' | 'label'>;

const PRESETS: RangePreset[] = ['today', 'yesterday', 'week', 'month', 'lastMonth', 'year'];
const GROUPINGS: (Grouping | 'tax' | 'promotions')[] = [
  'day',
  'hour',
  'category',
  'product',
  'brand',
  'vendor',
  'size',
  'store',
  'cashier',
  'tender',
  'tax',
  'promotions',
];
const FIGURES: Figure[] = [
  'salesCount',
  'voidsCount',
  'returnsCount',
  'units',
  'grossCents',
  'discountCents',
  'netCents',
  'depositCents',
  'taxCents',
  'totalCents',
  'voidedCents',
  'returnedCents',
  'costCents',
  'marginCents',
];
const MOST_BARS = 31;

/** Every grouping of what was sold, for any days; the address keeps which. */
export function ReportsPage() {
  const t = useT();
  const { organization } = useProfile();
  const [params, setParams] = useSearchParams();
  const { day: today } = useBusinessTime(organization.timezone);
  const from = params.get('from') ?? rangeOf('week', today).from;
  const to = params.get('to') ?? today;
  const grouping = (params.get('by') ?? 'day') as (typeof GROUPINGS)[number];
  const change = (values: Record<string, string>) =>
    setParams({ from, to, by: grouping, ...values }, { replace: true });

  const isRange = (preset: RangePreset) => rangeOf(preset, today).from === from && rangeOf(preset, today).to === to;

  return (
    <Page title={t('nav.reports')}>
      <Stack>
        <div className="filters">
          <TextInput
            type="date"
            size="sm"
            label={t('reports.from')}
            value={from}
            onChange={(event) => change({ from: event.currentTarget.value })}
          />
          <TextInput
            type="date"
            size="sm"
            label={t('reports.to')}
            value={to}
            error={from > to ? t('reports.backwards') : undefined}
            onChange={(event) => change({ to: event.currentTarget.value })}
          />
          {PRESETS.map((preset) => (
            <Button
              key={preset}
              variant={isRange(preset) ? 'light' : 'default'}
              aria-pressed={isRange(preset)}
              onClick={() => change({ ...rangeOf(preset, today) })}
            >
              {t(`range.${preset}`)}
            </Button>
          ))}
        </div>
        <SegmentedControl
          className="scrolls"
          aria-label={t('reports.groupBy')}
          value={grouping}
          onChange={(by) => change({ by })}
          data={GROUPINGS.map((value) => ({ value, label: t(`groupBy.${value}`) }))}
        />
        {grouping === 'tax' || grouping === 'promotions' ? (
          <RuleReports kind={grouping} from={from} to={to} />
        ) : (
          <SalesReport from={from} to={to} groupBy={grouping} />
        )}
      </Stack>
    </Page>
  );
}

function SalesReport({ from, to, groupBy }: { from: string; to: string; groupBy: Grouping }) {
  const t = useT();
  const { currency } = useProfile().organization;
  const report = useSalesReport(from, to, groupBy);
  const show = (figure: Figure, value: number) =>
    figure.endsWith('Cents') ? formatCents(value, currency) : formatNumber(value);
  const titleOf = (figure: Figure) => t(`figures.${figure.replace('Cents', '')}` as TextKey);
  const columns: Column<ReportGroup>[] = [
    { title: t(`groupBy.${groupBy}`), cell: ({ label }) => label },
    ...FIGURES.map((figure) => ({
      title: titleOf(figure),
      numeric: true,
      cell: (group: ReportGroup) => show(figure, group[figure]),
    })),
  ];

  return (
    <Loading query={report} isEmpty={({ groups }) => groups.length === 0} empty={t('reports.nothing')}>
      {({ totals, groups }) => {
        const all: ReportGroup = { ...totals, key: '', label: t('till.total') };
        const ranked =
          groupBy === 'day' || groupBy === 'hour' ? groups : [...groups].sort((a, b) => b.netCents - a.netCents);
        return (
          <>
            <section className="card">
              <BarChart
                h={260}
                data={ranked
                  .slice(0, MOST_BARS)
                  .map(({ label, netCents, marginCents }) => ({ label, netCents, marginCents }))}
                dataKey="label"
                withLegend
                valueFormatter={(value) => formatCents(value, currency)}
                yAxisProps={{ tickFormatter: (cents: number) => formatWhole(cents, currency) }}
                series={[
                  { name: 'netCents', label: t('figures.net'), color: 'bottle.7' },
                  { name: 'marginCents', label: t('figures.margin'), color: 'bottle.3' },
                ]}
              />
            </section>
            <Group justify="space-between">
              <Text c="dimmed">{t('reports.groups', { count: groups.length })}</Text>
              <Button
                size="sm"
                variant="default"
                onClick={() =>
                  saveFile(`sales-${groupBy}-${from}-${to}.csv`, csvOf([...ranked, all], titleOf), 'text/csv')
                }
              >
                {t('reports.csv')}
              </Button>
            </Group>
            <DataTable
              caption={t('nav.reports')}
              items={[...ranked, all]}
              columns={columns}
              rowKey={({ key, label }) => `${key}/${label}`}
            />
          </>
        );
      }}
    </Loading>
  );
}

/** Amounts as plain decimals, which spreadsheets add up. */
function csvOf(groups: readonly ReportGroup[], titleOf: (figure: Figure) => string): string {
  const cell = (figure: Figure, value: number) => (figure.endsWith('Cents') ? (value / 100).toFixed(2) : value);
  return toCsv([
    ['', ...FIGURES.map(titleOf)],
    ...groups.map((group) => [group.label, ...FIGURES.map((figure) => cell(figure, group[figure]))]),
  ]);
}
