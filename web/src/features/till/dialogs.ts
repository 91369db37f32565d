import type { Match } from '../../domain/catalogue/catalogue-index';

/** What stands over the register; one at a time. */
export type RegisterDialog =
  | { kind: 'pick'; matches: Match[]; quantity: number }
  | { kind: 'quick-add'; code: string; quantity: number }
  | { kind: 'line'; index: number }
  | { kind: 'age'; thenPay: boolean }
  | { kind: 'pay' }
  | { kind: 'keys' }
  | { kind: 'more' }
  | { kind: 'discount' }
  | { kind: 'empties' }
  | { kind: 'customer' }
  | { kind: 'held' }
  | { kind: 'receipt' };
