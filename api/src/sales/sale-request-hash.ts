import { createHash } from 'node:crypto';
import type { CreateSaleDto } from './dto/sale.dto';

/** What a retry must repeat to be one: everything that decides what is sold and how it is paid. */
export function saleRequestHash({ lines, tenders, registerId, at, offline, ageCheck }: CreateSaleDto): string {
  const content = [
    lines.map(({ productId, packId, barcode, quantity }) => [productId, packId, barcode, quantity]),
    tenders.map(({ type, amountCents }) => [type, amountCents]),
    registerId,
    at?.toISOString(),
    offline ?? false,
    ageCheck?.method,
  ];
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}
