import { isGtin } from '@liquor-pos/domain/barcode/barcode';
import { receiptNumberIn } from '../../../lib/receipt-number';
import { multiplierIn } from '../../../lib/scans-into-fields';
import { added, askedOf, couponIn } from '../basket';
import { changeBasket, changeSale, closed, staysForSale } from './sale-changes';
import type { Notice, Reduced, Scan, TillContext, TillDialog, TillEffect, TillEvent, TillState } from './state';

/** More than this of one thing are asked about: 9999 is a slip of the finger. */
export const MANY = 99;

/** Its turn is at once, behind a dialog, or after somebody said that so many are meant. */
export function scanned(
  before: TillState,
  event: Extract<TillEvent, { kind: 'scanned' }>,
  context: TillContext,
): Reduced {
  const { dropped, sure } = event;
  const { state, scan } = withoutBeginning(before, event);
  if (state.dialog && !sure) return scannedIntoDialog(state, scan) ?? scannedBehind(state, scan);
  const known = noProduct(state, scan, context);
  if (known) return { state: known, effects: known.dialog ? [] : [{ kind: 'focus' }] };
  if (scan.quantity > MANY && !sure) return { state: { ...state, dialog: { kind: 'many', scan } }, effects: [] };
  const said = dropped ? { notice: { key: 'till.typedDropped', values: { text: dropped } } as const } : {};
  return {
    state: { ...closed(state), ...said, lookups: state.lookups + 1 },
    effects: [{ kind: 'look up', scan, waited: dropped !== undefined }],
  };
}

/** What the field has of a scan already is taken from it; a multiplier before that counts. */
function withoutBeginning(state: TillState, { scan, begun }: Extract<TillEvent, { kind: 'scanned' }>) {
  if (!begun || !state.typed.endsWith(begun)) return { state, scan };
  const before = state.typed.slice(0, -begun.length);
  const meant = multiplierIn(before);
  return {
    state: { ...state, typed: meant === undefined ? before : '' },
    scan: { ...scan, quantity: meant ?? scan.quantity },
  };
}

/** What a code does that is no product's: a receipt is shown, a coupon taken. */
function noProduct(state: TillState, { code }: Scan, { book, at }: TillContext): TillState | undefined {
  const receipt = receiptNumberIn(code);
  if (receipt) return { ...state, dialog: { kind: 'receipt', number: receipt.number } };
  const coupon = couponIn(code, book, at);
  return coupon ? withCoupon(closed(state), coupon) : undefined;
}

/** A coupon counts once, however often it is shown. */
function withCoupon(state: TillState, code: string): TillState {
  const coupons = [...new Set([...(state.sale.coupons ?? []), code])];
  return { ...changeSale(state, { ...state.sale, coupons }), notice: { key: 'till.coupon', values: { code } } };
}

export function lookedUp(
  state: TillState,
  { scan, matches, waited }: Extract<TillEvent, { kind: 'looked up' }>,
  context: TillContext,
): Reduced {
  const found = { ...state, lookups: state.lookups - 1 };
  const [only] = matches;
  const { quantity } = scan;
  if (scan.orCustomer && state.dialog) return scannedBehind(found, { code: scan.code, quantity });
  if (only && matches.length === 1) {
    const asked = askedOf([{ ...only, quantity }], context.book, context.at).age;
    if (asked && asked.minimumAge >= (scan.refusedAge ?? Number.POSITIVE_INFINITY))
      return { state: found, effects: [] };
    return rungUp(found, { ...only, quantity }, context, waited || unknownIn(state.notice).length > 0);
  }
  if (state.dialog) return { state: { ...found, waiting: [...state.waiting, scan] }, effects: [] };
  return { state: { ...found, dialog: { kind: 'pick', matches, quantity } }, effects: [] };
}

/** A code that no product has is the customer's, where it was scanned while it was asked who buys. */
export function notFound(state: TillState, { scan, problem }: Extract<TillEvent, { kind: 'not found' }>): Reduced {
  const found = { ...state, lookups: state.lookups - 1 };
  const beep: TillEffect = { kind: 'beep', sound: 'error' };
  if (problem.code !== 'unknown_barcode')
    return { state: { ...found, notice: { problem, about: scan.code } }, effects: [beep] };
  if (scan.orCustomer && state.dialog?.kind === 'customer')
    return { state: { ...found, dialog: { ...state.dialog, code: scan.code } }, effects: [] };
  const code = [...unknownIn(state.notice), scan.code].join(', ');
  const notice = { key: 'till.unknownCode', values: { code }, unknown: scan } as const;
  return { state: { ...found, notice }, effects: [beep] };
}

/** A bottle comes into the sale. Its age is asked at the first restricted one, not when the queue waits for the change. */
export function rungUp(
  state: TillState,
  { product, pack, quantity }: Omit<Extract<TillEvent, { kind: 'picked' }>, 'kind'>,
  { book, at }: TillContext,
  waited: boolean,
): Reduced {
  const before = askedOf(state.sale.basket, book, at).age?.minimumAge ?? 0;
  const { age: asked } = askedOf([{ product, pack, quantity }], book, at);
  const asks = asked !== undefined && asked.minimumAge > Math.max(before, state.passed?.minimumAge ?? 0);
  const more = changeBasket(state, (basket) => added(basket, product, pack, quantity));
  // What was rung up last is the line that keys act on, wherever it stands.
  const place = more.sale.basket.findIndex((entry, index) => entry !== state.sale.basket[index]);
  const changed: TillState = { ...more, selected: place, removed: undefined };
  return {
    state: {
      ...changed,
      ...(!waited && !staysForSale(state.notice) && { notice: undefined }),
      // Behind another dialog it is asked before the payment.
      ...(asks && !state.dialog && { dialog: { kind: 'age', thenPay: false } as const }),
    },
    effects: [{ kind: 'beep', sound: 'scan' }],
  };
}

/**
 * A gift card that is scanned where one is sold, or where it pays: the codes on receipts are as long as no barcode of goods. And goods,
 * where they come back.
 */
function scannedIntoDialog(state: TillState, { code }: Scan): Reduced | undefined {
  const { dialog } = state;
  if (dialog?.kind === 'customer' && isGtin(code)) {
    // Clubs print their cards with the check digit of goods.
    const scan: Scan = { code, quantity: 1, orCustomer: true };
    return { state: { ...state, lookups: state.lookups + 1 }, effects: [{ kind: 'look up', scan, waited: true }] };
  }
  const takesCards = dialog?.kind === 'gift-card' || dialog?.kind === 'customer';
  const isCard = takesCards ? !isGtin(code) : dialog?.kind === 'pay' && /^\d{16}$/.test(code);
  const show = (shown: TillDialog): Reduced => ({ state: { ...state, dialog: shown }, effects: [] });
  if (dialog?.kind === 'no-receipt' && !dialog.isFixed) {
    const receipt = receiptNumberIn(code);
    // What has a receipt after all goes back by that.
    return receipt
      ? show({ kind: 'receipt', number: receipt.number })
      : show({ ...dialog, codes: [...(dialog.codes ?? []), code] });
  }
  return dialog && isCard ? show({ ...dialog, code } as TillDialog) : undefined;
}

/** A dialog may come up in the middle of a scan: what the field has of it already is its beginning where only both together make a barcode. */
function scannedBehind(state: TillState, scan: Scan): Reduced {
  const whole = state.typed + scan.code;
  const isCut = state.typed !== '' && isGtin(whole) && !isGtin(scan.code);
  const waiting = [...state.waiting, isCut ? { ...scan, code: whole } : scan];
  return { state: { ...state, waiting, ...(isCut && { typed: '' }) }, effects: [] };
}

/** With no dialog there any more, what was scanned behind it has its turn. */
export function withTurns(before: TillState, effects: TillEffect[], context: TillContext): Reduced {
  if (before.dialog || before.waiting.length === 0) return { state: before, effects };
  let state: TillState = { ...before, waiting: [] };
  const turns: TillEffect[] = [];
  for (const scan of before.waiting) {
    const known = noProduct(state, scan, context);
    if (!known) turns.push({ kind: 'look up', scan, waited: true });
    state = known ?? { ...state, lookups: state.lookups + 1 };
  }
  return { state, effects: [...effects, ...turns] };
}

/** Codes that no product has are named until somebody has seen to them: a good scan after them takes none of them off the counter. */
function unknownIn(notice: Notice | undefined): string[] {
  return notice && 'key' in notice && notice.key === 'till.unknownCode' ? [String(notice.values?.['code'])] : [];
}
