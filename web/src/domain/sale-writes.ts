import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answered, api, type Schemas } from '../lib/api-client';
import { keys } from './keys';
import { noteReturn } from './lost-return';

export type Sale = Schemas['SaleDto'];

export function useTakeBack() {
  return useSaleWrite(
    ({ saleId, body }: { saleId: string; body: Schemas['ReturnSaleDto'] }) =>
      answered<Sale>(api.POST('/api/sales/{id}/returns', { params: { path: { id: saleId } }, body })),
    ({ saleId, body }, error) => noteReturn(saleId, body, error),
  );
}

/** Asked at every change, and good for no longer; what was answered last stands until then. */
const OF_THE_MOMENT = { placeholderData: keepPreviousData, staleTime: 0, gcTime: 0, retry: false } as const;

/** What would be given back for some lines, and how; asked again for others. */
export function useReturnQuote(saleId: string, body: Schemas['SaleReturnQuoteDto']) {
  return useQuery({
    queryKey: [...keys.sales, 'return quote', saleId, body],
    queryFn: () => answered(api.POST('/api/sales/{id}/returns/quote', { params: { path: { id: saleId } }, body })),
    enabled: body.lines.length > 0,
    ...OF_THE_MOMENT,
  });
}

/** What is given back for goods without a receipt. */
export function useWithoutReceiptQuote(body: Schemas['ReturnQuoteDto']) {
  return useQuery({
    queryKey: [...keys.sales, 'without receipt', body],
    queryFn: () => answered(api.POST('/api/returns/quote', { body })),
    enabled: body.lines.length > 0,
    ...OF_THE_MOMENT,
  });
}

export function useReturnWithoutReceipt() {
  return useSaleWrite((body: Schemas['ReturnWithoutReceiptDto']) => answered<Sale>(api.POST('/api/returns', { body })));
}

export function useVoidSale() {
  return useSaleWrite(({ id, body }: { id: string; body: Schemas['VoidSaleDto'] }) =>
    answered<Sale>(api.POST('/api/sales/{id}/void', { params: { path: { id } }, body })),
  );
}

/** What a sale's money did to its drawer is seen as soon as the sale is. */
function useSaleWrite<Input, Output>(
  mutationFn: (input: Input) => Promise<Output>,
  onSettled?: (input: Input, error: unknown) => void,
) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn,
    onSettled: (_, error, input) => {
      onSettled?.(input, error);
      void queries.invalidateQueries({ queryKey: keys.sales });
      void queries.invalidateQueries({ queryKey: keys.shifts });
    },
  });
}
