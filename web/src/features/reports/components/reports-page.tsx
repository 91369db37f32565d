import { Button, Group, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useLocation, useSearchParams } from 'wouter';
import { BarChart } from '../../../components/bar-chart';
import { type Column, DataTable } from '../../../components/data-table';
import { ExportButtons } from '../../../components/export-buttons';
import { Loading, Page } from '../../../components/page';
import { GROUPINGS, type Grouping, OF_NO_PRODUCT, useSalesReport } from '../../../domain/sales-report';
import { useBusinessTime } from '../../../domain/stores';
import type { Schemas } from '../../../lib/api-client';
import { type RangePreset, rangeOf } from '../../../lib/days';
import { formatCents, formatNumber, formatWhole } from '../../../lib/format';
import { type TextKey, useT } from '../../../lib/texts';
import { useProfile } from '../../session/session';
import { HoursHeatMap } from './hours-heat-map';
import { RuleReports } from './rule-reports';
import { type StockQuestion, StockReport } from './stock-report';

const Mails = lazy(() => import('./mails-dialog').then(({ MailsDialog }) => ({ default: MailsDialog })));

type ReportGroup = Schemas['ReportGroupDto'];
type Figure = Exclude<keyof ReportGroup, 'key' | 'label'>;

const PRESETS: RangePreset[] = ['today', 'yesterday', 'week', 'month', 'lastMonth', 'year'];

type Report = Grouping | 'tax' | 'promotions' | StockQuestion;
/** Beside the sales, which have groupings of their own. */
const OTHERS: Report[] = ['weekday_hour', 'tax', 'promotions', 'order', 'dead', 'turnover'];
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
  const [mailing, setMailing] = useState(false);
  const { day: today } = useBusinessTime(organization.timezone);
  const from = params.get('from') ?? rangeOf('week', today).from;
  const to = params.get('to') ?? today;
  // Somebody may have typed the address.
  const grouping = [...GROUPINGS, ...OTHERS].find((one) => one === params.get('by')) ?? 'day';
  const isOfSales = !OTHERS.includes(grouping);
  const change = (values: Record<string, string>) =>
    setParams({ from, to, by: grouping, ...values }, { replace: true });

  const isRange = (preset: RangePreset) => rangeOf(preset, today).from === from && rangeOf(preset, today).to === to;

  return (
    <Page
      title={t('nav.reports')}
      actions={
        <Button variant="default" onClick={() => setMailing(true)}>
          {t('reportMails.title')}
        </Button>
      }
    >
      <Stack>
        <SegmentedControl
          className="scrolls unprinted"
          aria-label={t('nav.reports')}
          value={isOfSales ? 'sales' : grouping}
          onChange={(kind) => change({ by: kind === 'sales' ? 'day' : kind })}
          data={[
            { value: 'sales', label: t('nav.sales') },
            ...OTHERS.map((value) => ({ value, label: t(`groupBy.${value}`) })),
          ]}
        />
        {!isOfStock(grouping) && (
          <div className="filters unprinted">
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
        )}
        {isOfSales && (
          <SegmentedControl
            className="scrolls unprinted"
            aria-label={t('reports.groupBy')}
            value={grouping}
            onChange={(by) => change({ by })}
            data={GROUPINGS.map((value) => ({ value, label: t(`groupBy.${value}`) }))}
          />
        )}
        <ChosenReport grouping={grouping} from={from} to={to} />
      </Stack>
      {mailing && (
        <Suspense>
          <Mails onClose={() => setMailing(false)} />
        </Suspense>
      )}
    </Page>
  );
}

/** What is asked of the stock is asked of today. */
function isOfStock(grouping: Report): grouping is StockQuestion {
  return grouping === 'order' || grouping === 'dead' || grouping === 'turnover';
}

interface ReportProps {
  grouping: Report;
  from: string;
  to: string;
}

function ChosenReport({ grouping, from, to }: ReportProps) {
  if (isOfStock(grouping)) return <StockReport key={grouping} question={grouping} />;
  if (grouping === 'tax' || grouping === 'promotions') return <RuleReports kind={grouping} from={from} to={to} />;
  if (grouping === 'weekday_hour') {
    return <HoursHeatMap from={from} to={to} linkTo={(key, name) => salesBehind(from, to, grouping, key, name)} />;
  }
  return <SalesReport from={from} to={to} groupBy={grouping} />;
}

/** The sales a group was added up from. */
function salesBehind(from: string, to: string, by: Grouping, key: string, name: string): string {
  return `/sales?${new URLSearchParams({ from, to, by, key, name })}`;
}

function SalesReport({ from, to, groupBy }: { from: string; to: string; groupBy: Grouping }) {
  const t = useT();
  const [, goTo] = useLocation();
  const { currency } = useProfile().organization;
  const report = useSalesReport(from, to, groupBy);
  const show = (figure: Figure, value: number) =>
    figure.endsWith('Cents') ? formatCents(value, currency) : formatNumber(value);
  const titleOf = (figure: Figure) => t(`figures.${figure.replace('Cents', '')}` as TextKey);
  const isOfTime = groupBy === 'day' || groupBy === 'hour';
  const columns: Column<ReportGroup>[] = [
    {
      title: t(`groupBy.${groupBy}`),
      cell: ({ label }) => label,
      sort: isOfTime ? ({ key }) => key : ({ label }) => label,
    },
    ...FIGURES.map((figure) => ({
      title: titleOf(figure),
      numeric: true,
      cell: (group: ReportGroup) => show(figure, group[figure]),
      sort: (group: ReportGroup) => group[figure],
    })),
  ];

  return (
    <Loading query={report} isEmpty={({ groups }) => groups.length === 0} empty={t('reports.nothing')}>
      {({ totals, groups }) => {
        const all: ReportGroup = { ...totals, key: '', label: t('till.total') };
        const ranked = isOfTime ? groups : [...groups].sort((a, b) => b.netCents - a.netCents);
        return (
          <>
            <section className="card">
              <BarChart
                caption={t('nav.reports')}
                series={[t('figures.net'), t('figures.margin')]}
                rows={(isOfTime ? ranked.slice(-MOST_BARS) : ranked.slice(0, MOST_BARS)).map(
                  ({ key, label, netCents, marginCents }) => ({
                    key,
                    label,
                    values: [netCents, marginCents],
                  }),
                )}
                format={(cents) => formatCents(cents, currency)}
                formatTick={(cents) => formatWhole(cents, currency)}
              />
            </section>
            <Group justify="space-between">
              <Text c="dimmed">{t('reports.groups', { count: groups.length })}</Text>
              <ExportButtons
                name={`sales-${groupBy}-${from}-${to}`}
                rows={() => plainRows([...ranked, all], t(`groupBy.${groupBy}`), titleOf, groupBy === 'day')}
              />
            </Group>
            <DataTable
              caption={t('nav.reports')}
              items={ranked}
              total={all}
              columns={columns}
              rowKey={({ key, label }) => `${key}/${label}`}
              nameOf={({ label }) => label}
              actions={({ key, label }) =>
                OF_NO_PRODUCT.some((one) => one === key)
                  ? []
                  : [
                      {
                        text: t('nav.sales'),
                        label: t('reports.salesOf', { name: label }),
                        run: () => goTo(salesBehind(from, to, groupBy, key, label)),
                      },
                    ]
              }
            />
          </>
        );
      }}
    </Loading>
  );
}

/** Amounts as plain decimals, which spreadsheets add up. */
function plainRows(groups: readonly ReportGroup[], title: string, titleOf: (figure: Figure) => string, byDay: boolean) {
  const cell = (figure: Figure, value: number) => (figure.endsWith('Cents') ? value / 100 : value);
  return [
    [title, ...FIGURES.map(titleOf)],
    // Spreadsheets know a day by its date alone.
    ...groups.map((group) => [
      (byDay && group.key) || group.label,
      ...FIGURES.map((figure) => cell(figure, group[figure])),
    ]),
  ];
}
