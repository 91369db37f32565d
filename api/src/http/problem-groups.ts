import type { ErrorCode } from '../errors/error-codes';

/** What whoever rings something up may be told of what they named. */
export const BASKET_PROBLEMS: readonly ErrorCode[] = [
  'product_not_found',
  'pack_not_found',
  'unknown_barcode',
  'product_archived',
  'deposit_not_found',
  'coupon_not_found',
  'register_not_found',
  'store_not_found',
  'alcohol_not_returnable',
];

/** What needs somebody's leave, where it is not there. */
export const APPROVAL_PROBLEMS: readonly ErrorCode[] = ['approval_required', 'approval_used'];

/** A PIN that is not the one. */
export const PIN_PROBLEMS: readonly ErrorCode[] = ['wrong_pin', 'too_many_attempts', 'user_not_found'];

/** Paying, in or out, at a register. */
export const PAYMENT_PROBLEMS: readonly ErrorCode[] = [
  'register_closed',
  'no_open_shift',
  'shift_closed',
  'change_over_limit',
  'insufficient_tender',
  'card_over_tendered',
  'tender_not_taken',
  'tender_needs_connection',
  'insufficient_balance',
  'gift_card_not_found',
  'house_account_not_found',
  'house_account_closed',
  'account_limit_reached',
  'ebt_over_eligible',
  'ebt_not_exchanged',
];

/** Of a sale whose goods come back. */
export const RETURN_PROBLEMS: readonly ErrorCode[] = [
  'sale_not_found',
  'sale_line_not_found',
  'sale_voided',
  'already_returned',
  'return_too_late',
  'not_back_on_the_shelf',
  'alcohol_not_returnable',
];
