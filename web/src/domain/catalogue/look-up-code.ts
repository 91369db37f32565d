import { answered, api, type Schemas } from '../../lib/api-client';
import { ApiError } from '../../lib/problem';
import type { Catalogue } from './catalogue';
import type { Match } from './catalogue-index';

/**
 * What a scanned code stands for: from the catalogue at hand, else from the server, which may know it already.
 * @throws ApiError `unknown_barcode`
 */
export async function lookUpCode(catalogue: Catalogue, code: string): Promise<Match[]> {
  // A catalogue that cannot answer has nothing: the server is asked.
  const found = await catalogue.lookUp(code).catch(() => []);
  return found.length > 0 ? found : askServer(code);
}

async function askServer(code: string): Promise<Match[]> {
  try {
    const query = { barcode: code };
    return [await answered<Schemas['ProductLookupDto']>(api.GET('/api/products/lookup', { params: { query } }))];
  } catch (error) {
    if (!(error instanceof ApiError) || error.problem.code !== 'unknown_barcode') throw error;
    const { items } = await answered(api.GET('/api/products', { params: { query: { q: code, limit: 20 } } }));
    const product = items.find(({ sku }) => sku === code);
    if (!product || product.packs.length === 0) throw error;
    return product.packs.map((pack) => ({ product, pack }));
  }
}
