import { keys } from '../../../domain/keys';
import { answered, api } from '../../../lib/api-client';
import { usePages } from '../../../lib/use-pages';

export interface SaleFilter {
  from: string;
  to: string;
  receiptNumber: string;
  cashierId: string;
  productId: string;
  totalCents: number | undefined;
  kind: 'sale' | 'return';
  /** The group of a report whose sales are meant. */
  groupBy?: string;
  key?: string;
}

export function useSales(filter: SaleFilter) {
  const { totalCents, kind, ...texts } = filter;
  const given = Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== ''));
  return usePages([...keys.sales, 'list', filter], (cursor) =>
    answered(
      api.GET('/api/sales', {
        params: {
          query: {
            limit: 50,
            kind,
            ...given,
            ...(totalCents !== undefined && { totalCents }),
            ...(cursor && { cursor }),
          },
        },
      }),
    ),
  );
}
