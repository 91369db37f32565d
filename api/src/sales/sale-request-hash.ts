import { createHash } from 'node:crypto';
import type { CreateSaleDto } from './dto/sale.dto';

/** What a retry must repeat to be one: everything that decides what is sold and how it is paid. */
export function saleRequestHash(input: CreateSaleDto): string {
  const { lines, tenders, registerId, at, offline, ageCheck, empties, discount, customer } = input;
  const content = [
    lines.map((line) => [line.productId, line.packId, line.barcode, line.quantity, ...byHand(line)]),
    tenders.map(({ type, amountCents }) => [type, amountCents]),
    registerId,
    at?.toISOString(),
    offline ?? false,
    // How it was checked, never whom: a hash of a birth date is soon guessed.
    ageCheck?.method,
    ...(empties || discount || customer ? [empties, discount, customer] : []),
  ];
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}

/** Nothing for lines sold as they are, so that requests hash as they did before prices could be changed. */
function byHand({ override, discount }: CreateSaleDto['lines'][number]): unknown[] {
  return override || discount ? [override, discount] : [];
}
