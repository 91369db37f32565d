import { answered, api, type Schemas } from '../../../lib/api-client';
import { ApiError } from '../../../lib/problem';

type Found = Schemas['ProductLookupDto'];

/**
 * The pack of a scanned barcode; of digits that are no barcode, the product they are the SKU of.
 * @throws ApiError `unknown_barcode`
 */
export async function lookUpCode(code: string): Promise<Found> {
  try {
    return await answered<Found>(api.GET('/api/products/lookup', { params: { query: { barcode: code } } }));
  } catch (error) {
    if (!(error instanceof ApiError) || error.problem.code !== 'unknown_barcode') throw error;
    const { items } = await answered(api.GET('/api/products', { params: { query: { q: code, limit: 20 } } }));
    const product = items.find(({ sku }) => sku === code);
    const [pack] = product?.packs ?? [];
    if (!product || !pack) throw error;
    return { product, pack };
  }
}
