import type { Actor } from '../access/actor';
import { badInput, DomainError } from '../errors/domain-error';
import type { SaleFlag } from '../ledger/documents/sale.schema';
import type { CreateSaleDto } from './dto/sale-input.dto';

/** How far a till's clock may be off before a sale counts as dated by hand. */
const CLOCK_TOLERANCE_MS = 5 * 60_000;

/** @throws DomainError `backdating_forbidden` for a cashier, `validation_failed` for the future */
export function assertMayBeDated(actor: Actor, { at, offline }: CreateSaleDto, now: Date): void {
  if (!at) return;
  if (at.getTime() > now.getTime() + CLOCK_TOLERANCE_MS) {
    throw badInput([{ path: 'at', message: 'must not be in the future' }]);
  }
  if (isPast(at, now) && !offline && !actor.may('sale.backdate')) {
    throw new DomainError('backdating_forbidden', 'Only a manager may date a sale back.', {
      errors: [{ path: 'at', message: 'is in the past' }],
    });
  }
}

/** When the sale was made; a till whose clock runs ahead dates nothing in the future. */
export function soldAt({ at }: CreateSaleDto, now: Date): Date {
  return at && at < now ? at : now;
}

/** The time whose prices, hours and age hold: now, unless the sale was really made before. A till's clock moves no cut-off. */
export function ratedAt({ at, offline }: CreateSaleDto, now: Date): Date {
  return at && (offline || isPast(at, now)) ? at : now;
}

export function saleFlags(actor: Actor, { at, offline }: CreateSaleDto, now: Date): SaleFlag[] {
  if (offline) return ['offline'];
  return at && isPast(at, now) && actor.kind !== 'command' ? ['backdated'] : [];
}

function isPast(at: Date, now: Date): boolean {
  return at.getTime() < now.getTime() - CLOCK_TOLERANCE_MS;
}
