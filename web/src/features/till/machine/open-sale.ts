import type { AgeCheck } from '@liquor-pos/domain/pricing/age';
import { newUuid } from '../../../lib/uuid';
import type { Permission } from '../api/approvals';
import type { SaleContent } from '../basket';

/** What a manager allowed for this sale. */
export interface Approval {
  permission: Permission;
  approval: string;
  /** What was given away by hand when it was allowed, in cents: more of it is asked about again. */
  upToCents: number;
}

/** The sale being rung up. */
export interface OpenSale extends SaleContent {
  /**
   * Made with the basket and kept until the server has said what became of it: whatever happens in between (a lost answer, a
   * closed dialog, a reload), paying again is paying for the same sale, and nothing rings twice.
   */
  id: string;
  /** Sent at least once, and nobody knows yet whether it went through. */
  attempted?: boolean;
  /** What somebody else allowed for it; a newer one of the same permission takes the place of the older. */
  approvals?: readonly Approval[];
  /** The id of the sale before, which was given up while nobody knew whether it had gone through. */
  doubtful?: string | undefined;
}

/** A check that was passed. A birth date is never stored: after a reload the customer is asked again. */
export interface PassedCheck {
  minimumAge: number;
  check: AgeCheck;
}

/** Of what a browser kept of a sale. */
export function isOpenSale({ id, basket }: Partial<OpenSale>): boolean {
  return typeof id === 'string' && Array.isArray(basket) && basket.every(isEntry);
}

function isEntry(entry: Partial<OpenSale['basket'][number]> | null): boolean {
  const { product, pack, quantity } = entry ?? {};
  return Boolean(product?.id && product.packs && pack?.id) && Number.isInteger(quantity);
}

export function newSale(doubtful?: string): OpenSale {
  return { id: newUuid(), basket: [], ...(doubtful && { doubtful }) };
}
