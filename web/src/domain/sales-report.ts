import { useQuery } from '@tanstack/react-query';
import { answered, api, type Schemas } from '../lib/api-client';
import type { operations } from '../lib/api-schema';
import { formatBusinessDay, formatHour } from '../lib/format';
import { type Translate, useT } from '../lib/texts';
import { keys } from './keys';

export type SalesReport = Schemas['SalesReportDto'];
type ReportGroup = SalesReport['groups'][number];
export type Grouping = operations['Reports.sales']['parameters']['query']['groupBy'];

/** How sales are added up, the hours of the week apart. */
export const GROUPINGS = [
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
] as const satisfies readonly Grouping[];

const REFRESH_MS = 60_000;

/** Sales of some days, added up by group; labels are in the reader's language. */
export function useSalesReport(from: string, to: string, groupBy: Grouping) {
  const t = useT();
  return useQuery({
    queryKey: [...keys.reports, 'sales', from, to, groupBy],
    queryFn: () => answered(api.GET('/api/reports/sales', { params: { query: { from, to, groupBy } } })),
    select: (report: SalesReport): SalesReport => ({
      ...report,
      groups: report.groups.map((group) => ({ ...group, label: labelOf(groupBy, group, t) })),
    }),
    refetchInterval: REFRESH_MS,
    enabled: from <= to,
  });
}

/** What was paid out for empties, put on gift cards and paid on account, which are no groups of sales. */
export const OF_NO_PRODUCT = ['empties', 'gift_cards', 'account_payments'] as const;

/** Of groups that no name of the store's own stands for, the server knows English words alone. */
function labelOf(groupBy: Grouping, { key, label }: ReportGroup, t: Translate): string {
  if (groupBy === 'day') return formatBusinessDay(key);
  if (groupBy === 'hour') return formatHour(Number(key));
  if (groupBy === 'tender') return t(`tender.${key as 'cash'}`);
  const named = OF_NO_PRODUCT.find((one) => one === key);
  if (named) return t(`reports.${named}`);
  if (key !== '') return label;
  return t(`reports.none.${groupBy as 'category' | 'brand' | 'vendor' | 'size'}`);
}

export function useLowStock() {
  return useQuery({
    queryKey: [...keys.inventory, 'low'],
    queryFn: () => answered(api.GET('/api/inventory', { params: { query: { low: 'true', limit: 10 } } })),
    refetchInterval: REFRESH_MS,
  });
}
