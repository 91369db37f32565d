/**
 * What a query asks of `barcodes` to be answered from their index: a server uses a partial index only when the query itself
 * holds the index's own condition, which equality with a text does not.
 */
export function withBarcode(barcode: string) {
  return { $eq: barcode, $type: 'string' as const };
}

/** The same for any of several. */
export function withAnyBarcode(barcodes: readonly string[]) {
  return { $in: barcodes, $type: 'string' as const };
}
