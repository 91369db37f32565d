import { useMutation, useQueryClient } from '@tanstack/react-query';
import { keys } from '../../../domain/keys';
import { answered, api, apiFetch, type Schemas } from '../../../lib/api-client';
import { usePages } from '../../../lib/use-pages';

export type Product = Schemas['ProductDto'];
export type ProductInput = Schemas['CreateProductDto'];
export type ImportReport = Schemas['ImportReportDto'];

export interface ProductFilter {
  q: string;
  category: string;
  archived: boolean;
}

export function useProducts(filter: ProductFilter) {
  const { q, category, archived } = filter;
  return usePages([...keys.products, 'list', q, category, archived], (cursor) => productPage(filter, 50, cursor));
}

/** Everything a filter finds, page by page. */
export async function allProducts(filter: ProductFilter): Promise<Product[]> {
  const found: Product[] = [];
  for (let cursor: string | undefined | null; cursor !== null; ) {
    const page: { items: Product[]; nextCursor: string | null } = await productPage(filter, 200, cursor);
    found.push(...page.items);
    cursor = page.nextCursor;
  }
  return found;
}

function productPage({ q, category, archived }: ProductFilter, limit: number, cursor: string | undefined) {
  return answered(
    api.GET('/api/products', {
      params: {
        query: {
          limit,
          ...(q && { q }),
          ...(category && { category }),
          ...(archived && { archived: 'true' as const }),
          ...(cursor && { cursor }),
        },
      },
    }),
  );
}

/** @param idempotencyKey made once for each form: a lost answer makes no second product */
export function useSaveProduct(product: Product | undefined, idempotencyKey: string) {
  return useProductWrite((input: ProductInput) =>
    product
      ? answered<Product>(
          api.PUT('/api/products/{id}', {
            params: { path: { id: product.id } },
            body: { ...input, version: product.version },
          }),
        )
      : answered<Product>(
          api.POST('/api/products', { body: input, params: { header: { 'Idempotency-Key': idempotencyKey } } }),
        ),
  );
}

export function useArchiveProduct() {
  return useProductWrite((product: Product) =>
    product.active
      ? answered<Product>(api.DELETE('/api/products/{id}', { params: { path: { id: product.id } } }))
      : answered<Product>(
          api.PUT('/api/products/{id}', {
            params: { path: { id: product.id } },
            body: { version: product.version, active: true },
          }),
        ),
  );
}

export function useImportProducts() {
  return useProductWrite(async ({ csv, dryRun }: { csv: string; dryRun: boolean }) => {
    const path = `/api/products/import${dryRun ? '?dryRun=true' : ''}`;
    const answer = await apiFetch(path, { method: 'POST', body: csv, headers: CSV });
    return (await answer.json()) as ImportReport;
  });
}

/** Gives a product a photo (WebP, in Base64), or takes it away. */
export function useSetPhoto(id: string) {
  const params = { path: { id } };
  return useProductWrite((webp: string | null) =>
    webp === null
      ? answered(api.DELETE('/api/products/{id}/photo', { params }))
      : answered(api.PUT('/api/products/{id}/photo', { params, body: { webp } })),
  );
}

/** Sets the stock of one store to what a product file says is there. */
export function useOpeningStock() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ csv, storeId }: { csv: string; storeId: string | undefined }) => {
      const path = `/api/inventory/counts/opening-stock${storeId ? `?storeId=${storeId}` : ''}`;
      const answer = await apiFetch(path, { method: 'POST', body: csv, headers: CSV });
      return (await answer.json()) as Schemas['OpeningStockDto'];
    },
    onSettled: () => queries.invalidateQueries({ queryKey: keys.inventory }),
  });
}

const CSV = { 'content-type': 'text/csv' };

/** The catalogue as a CSV file. */
export function useExportProducts() {
  return useMutation({ mutationFn: async () => (await apiFetch('/api/products/export')).blob() });
}

function useProductWrite<Input, Output>(mutationFn: (input: Input) => Promise<Output>) {
  const queries = useQueryClient();
  return useMutation({ mutationFn, onSettled: () => queries.invalidateQueries({ queryKey: keys.products }) });
}
