import { answered, api, type Schemas } from '../../../lib/api-client';

/** @throws ApiError `unknown_barcode` */
export function lookUpBarcode(barcode: string): Promise<Schemas['ProductLookupDto']> {
  return answered(api.GET('/api/products/lookup', { params: { query: { barcode } } }));
}
