import { nameWithSize } from '@liquor-pos/domain/catalogue/bottle-size';
import { Group, NativeSelect, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type Column, DataTable } from '../../../components/data-table';
import { ExportButtons } from '../../../components/export-buttons';
import { Loading } from '../../../components/page';
import { keys } from '../../../domain/keys';
import { useThisRegister } from '../../../domain/this-register';
import { answered, api, type Schemas } from '../../../lib/api-client';
import { formatCents, formatNumber, formatRate } from '../../../lib/format';
import { useT } from '../../../lib/texts';
import { useProfile } from '../../session/session';

type Line = Schemas['StockReportLineDto'];
export type StockQuestion = 'order' | 'dead' | 'turnover';

const DAYS = [30, 60, 90, 180];
const COVER_DAYS = [7, 14, 21, 28, 42];

/** What to order, what lies dead, and how fast the rest turns over. */
export function StockReport({ question }: { question: StockQuestion }) {
  const t = useT();
  const { id: organizationId, currency } = useProfile().organization;
  const { place } = useThisRegister(organizationId);
  const storeId = place?.store.id;
  const [days, setDays] = useState(30);
  const [coverDays, setCoverDays] = useState(21);
  const [vendor, setVendor] = useState('');
  const report = useQuery({
    queryKey: [...keys.reports, 'stock', days, coverDays, storeId],
    queryFn: () =>
      answered(api.GET('/api/reports/stock', { params: { query: { days, coverDays, ...(storeId && { storeId }) } } })),
  });
  const vendors = [...new Set(report.data?.items.flatMap((line) => line.vendor ?? []))].sort();
  return (
    <>
      <div className="filters unprinted">
        <NativeSelect
          size="sm"
          label={t('stockReport.days')}
          value={String(days)}
          data={DAYS.map((value) => ({ value: String(value), label: t('stockReport.lastDays', { count: value }) }))}
          onChange={(event) => setDays(Number(event.currentTarget.value))}
        />
        {question === 'order' && (
          <NativeSelect
            size="sm"
            label={t('stockReport.cover')}
            value={String(coverDays)}
            data={COVER_DAYS.map((value) => ({
              value: String(value),
              label: t('stockReport.forDays', { count: value }),
            }))}
            onChange={(event) => setCoverDays(Number(event.currentTarget.value))}
          />
        )}
        <NativeSelect
          size="sm"
          label={t('product.vendor')}
          value={vendor}
          data={[{ value: '', label: t('stockReport.anyVendor') }, ...vendors]}
          onChange={(event) => setVendor(event.currentTarget.value)}
        />
      </div>
      <Loading query={report}>
        {({ items, totals }) => {
          const shown = items.filter((line) => isAsked(question, line) && (vendor === '' || line.vendor === vendor));
          const columns = columnsOf(question, currency, t);
          const amount = question === 'order' ? totals.orderCents : totals.deadCents;
          if (shown.length === 0) return <div className="nothing">{t(`stockReport.none.${question}`)}</div>;
          return (
            <>
              <Group justify="space-between">
                <Text>
                  {question !== 'turnover' && vendor === '' && <strong>{formatCents(amount, currency)} · </strong>}
                  {t('reports.groups', { count: shown.length })}
                </Text>
                <ExportButtons
                  name={`stock-${question}`}
                  rows={() => [
                    columns.map(({ title }) => title),
                    ...shown.map((line) => columns.map(({ plain }) => plain(line) ?? '')),
                  ]}
                />
              </Group>
              <DataTable
                caption={t(`groupBy.${question}`)}
                items={shown}
                columns={columns}
                rowKey={({ productId }) => productId}
              />
            </>
          );
        }}
      </Loading>
    </>
  );
}

interface ReportColumn extends Column<Line> {
  /** The same cell as a spreadsheet takes it. */
  plain(line: Line): string | number | null;
}

function isAsked(question: StockQuestion, { suggestion, onHand, lastSoldOn }: Line): boolean {
  if (question === 'order') return suggestion !== null;
  if (question === 'dead') return onHand > 0 && lastSoldOn === null;
  return true;
}

function columnsOf(question: StockQuestion, currency: string, t: ReturnType<typeof useT>): ReportColumn[] {
  const money = (cents: number) => formatCents(cents, currency);
  const numbers = (title: string, value: (line: Line) => number | null): ReportColumn => ({
    title,
    numeric: true,
    cell: (line) => {
      const number = value(line);
      return number === null ? '–' : formatNumber(number);
    },
    sort: value,
    plain: value,
  });
  const amounts = (title: string, value: (line: Line) => number): ReportColumn => ({
    title,
    numeric: true,
    cell: (line) => money(value(line)),
    sort: value,
    plain: (line) => value(line) / 100,
  });
  const texts = (title: string, value: (line: Line) => string | null): ReportColumn => ({
    title,
    cell: (line) => value(line) ?? '–',
    sort: value,
    plain: value,
  });
  const always = [
    texts(t('product.name'), ({ name, volumeMl }) => nameWithSize(name, volumeMl)),
    texts(t('product.vendor'), ({ vendor }) => vendor),
    numbers(t('inventory.onHand'), ({ onHand }) => onHand),
  ];
  if (question === 'order') {
    return [
      ...always,
      numbers(t('product.reorderPoint'), ({ reorderPoint }) => reorderPoint),
      numbers(t('stockReport.sold'), ({ soldUnits }) => soldUnits),
      numbers(t('stockReport.daysLeft'), ({ daysLeft }) => daysLeft),
      texts(t('stockReport.order'), ({ suggestion }) =>
        suggestion ? `${formatNumber(suggestion.packs)} × ${suggestion.packName} (${suggestion.packUnits})` : null,
      ),
      amounts(t('inventory.value'), ({ suggestion }) => suggestion?.costCents ?? 0),
    ];
  }
  if (question === 'dead') {
    return [
      ...always,
      texts(t('product.category'), ({ category }) => category),
      amounts(t('inventory.value'), ({ valueCents }) => valueCents),
    ];
  }
  return [
    ...always,
    numbers(t('stockReport.sold'), ({ soldUnits }) => soldUnits),
    amounts(t('figures.net'), ({ netCents }) => netCents),
    {
      title: t('stockReport.sellThrough'),
      numeric: true,
      cell: (line) => {
        const percent = sellThroughPercent(line);
        return percent === null ? '–' : formatRate(percent * MILLIONTHS_IN_PERCENT);
      },
      sort: sellThroughPercent,
      plain: sellThroughPercent,
    },
    numbers(t('stockReport.daysLeft'), ({ daysLeft }) => daysLeft),
    texts(t('stockReport.lastSold'), ({ lastSoldOn }) => lastSoldOn),
  ];
}

const MILLIONTHS_IN_PERCENT = 10_000;

function sellThroughPercent({ sellThroughMillionths }: Line): number | null {
  return sellThroughMillionths === null ? null : Math.round(sellThroughMillionths / MILLIONTHS_IN_PERCENT);
}
