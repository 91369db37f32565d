import { useQuery } from '@tanstack/react-query';
import { answered, api, type Schemas } from '../lib/api-client';
import type { operations } from '../lib/api-schema';
import { keys } from './keys';

export type SalesReport = Schemas['SalesReportDto'];
export type Grouping = operations['Reports.sales']['parameters']['query']['groupBy'];

const REFRESH_MS = 60_000;

/** Sales of some days, added up by group. */
export function useSalesReport(from: string, to: string, groupBy: Grouping) {
  return useQuery({
    queryKey: [...keys.reports, 'sales', from, to, groupBy],
    queryFn: () => answered(api.GET('/api/reports/sales', { params: { query: { from, to, groupBy } } })),
    refetchInterval: REFRESH_MS,
    enabled: from <= to,
  });
}

export function useLowStock() {
  return useQuery({
    queryKey: [...keys.inventory, 'low'],
    queryFn: () => answered(api.GET('/api/inventory', { params: { query: { low: 'true', limit: 10 } } })),
    refetchInterval: REFRESH_MS,
  });
}
