import type { AgeCheck } from '@liquor-pos/domain/pricing/age';
import type { LocalMoment } from '@liquor-pos/domain/time/local-time';
import type { Match } from '../../../domain/catalogue/catalogue-index';
import type { Pack, Product } from '../../../domain/products';
import type { Schemas } from '../../../lib/api-client';
import type { Problem } from '../../../lib/problem';
import type { TextKey } from '../../../lib/texts';
import type { Permission } from '../api/approvals';
import type { SaleOutcome } from '../api/create-sale';
import type { Basket, BasketEntry, Book, PaidWith, SaleContent } from '../basket';
import type { Approval, OpenSale, PassedCheck } from './open-sale';

/** A code and how many of it. */
export interface Scan {
  code: string;
  quantity: number;
  /** Scanned while the age was asked of a customer who was refused: no bottle from this age on comes in with it. */
  refusedAge?: number;
  /** Scanned while it was asked who buys: the customer's, where no product has it. */
  orCustomer?: true;
}

/** Why a customer was refused, and how that showed. */
export interface Refusal {
  reason: Schemas['RefuseDto']['reason'];
  method?: Schemas['RefuseDto']['method'];
}

/** What stands over the till; one at a time. */
export type TillDialog =
  | { kind: 'pick'; matches: Match[]; quantity: number }
  | { kind: 'quick-add'; code: string; quantity: number }
  | { kind: 'line'; index: number }
  | { kind: 'age'; thenPay: boolean }
  | { kind: 'pay'; code?: string; afterAge?: true }
  | { kind: 'keys' }
  /** So many are rarely meant: asked once. */
  | { kind: 'many'; scan: Scan }
  | { kind: 'quantity'; index: number }
  | { kind: 'discount' }
  | { kind: 'empties' }
  /** `code`: scanned while it stood there. */
  | { kind: 'gift-card'; code?: string }
  | { kind: 'account' }
  | { kind: 'customer'; code?: string }
  | { kind: 'coupon' }
  /** Somebody else allows what this cashier may not do alone; then it is done, or what was tendered is paid. */
  | { kind: 'approve'; permission: Permission; next: TillEvent | readonly PaidWith[] }
  | { kind: 'drawer' }
  /** The store wants the drawer counted before the first sale. */
  | { kind: 'open-drawer' }
  | { kind: 'held' }
  | { kind: 'hold' }
  | { kind: 'receipt'; number?: string }
  /** `codes`: scanned while it stands there, each once. `isFixed`: the goods are being taken back, or may have been; what is scanned now is the next sale's. */
  | { kind: 'no-receipt'; codes?: readonly string[]; isFixed?: boolean };

/** What the till has to say: a text of its own, or one of a problem, with the code that no product has. */
export type Notice =
  | { key: TextKey; values?: Record<string, string | number>; unknown?: Scan }
  | { problem: Problem; about?: string };

/** Everything a till knows of the sale at hand and what stands on its screen. */
export interface TillState {
  sale: OpenSale;
  passed: PassedCheck | undefined;
  /** The line that was chosen; -1 for none. */
  selected: number;
  /** What stands in the one field. */
  typed: string;
  notice: Notice | undefined;
  dialog: TillDialog | undefined;
  /** Codes on their way to a product. */
  lookups: number;
  /** Scanned while a dialog stood there: their turn is when it is gone. */
  waiting: readonly Scan[];
  /** The line that was taken off last, and where it stood: it can be had back. */
  removed: { entry: BasketEntry; index: number; from: OpenSale } | undefined;
  /** The sale before this one, for its receipt. */
  last: SaleOutcome | undefined;
}

/** What the till knows besides: the rules and the clock it prices by. */
export interface TillContext {
  book: Book;
  at: LocalMoment;
}

export type TillEvent =
  /** The page stands, and what waited before it was loaded anew has its turn. */
  | { kind: 'loaded' }
  | { kind: 'typed'; text: string }
  /** Typed behind what stands there already, while the focus was elsewhere. */
  | { kind: 'typed on'; key: string }
  | { kind: 'key'; key: string }
  /** `dropped`: typed half-way before it, and cleared; `begun`: what of it stands in the field; `sure`: so many are meant. */
  | { kind: 'scanned'; scan: Scan; dropped?: string; begun?: string; sure?: true }
  /** `waited`: scanned behind a dialog; what was said before must still be read. */
  | { kind: 'looked up'; scan: Scan; matches: Match[]; waited: boolean }
  | { kind: 'not found'; scan: Scan; problem: Problem }
  | { kind: 'picked'; product: Product; pack: Pack; quantity: number }
  | { kind: 'quantity'; entry: BasketEntry; quantity: number }
  | { kind: 'undo removal' }
  | { kind: 'line changed'; entry: BasketEntry; change: Partial<BasketEntry> }
  | { kind: 'content'; change: Partial<SaleContent> }
  | { kind: 'catalogue'; refresh: (basket: Basket) => Basket }
  | { kind: 'dialog'; dialog: TillDialog }
  | { kind: 'goods fixed'; isFixed: boolean }
  | { kind: 'closed' }
  | { kind: 'told'; key: TextKey }
  | { kind: 'dismissed' }
  | { kind: 'age passed'; minimumAge: number; check: AgeCheck; thenPay: boolean }
  | { kind: 'age refused'; refusal: Refusal; minimumAge: number }
  | { kind: 'tendered'; tenders: readonly PaidWith[] }
  | { kind: 'pay'; ageAsked: boolean }
  | { kind: 'sent' }
  | { kind: 'sold'; outcome: SaleOutcome }
  | { kind: 'approved'; approval: Omit<Approval, 'upToCents'> }
  | { kind: 'not sold'; problem: Problem; tenders: readonly PaidWith[] }
  | { kind: 'put aside' }
  /** One that was put aside, and that nobody will pay any more. */
  | { kind: 'dropped'; sale: OpenSale }
  | { kind: 'taken up'; sale: OpenSale | undefined }
  | { kind: 'doubt settled'; made: { number: string; total: string } | undefined }
  /** Another tab has this sale: this one begins a new one. */
  | { kind: 'elsewhere' }
  /** `changeCents`: of the sale before, where a scan hid what is to be handed back. */
  | { kind: 'next'; changeCents?: number };

/** What is to happen outside the state, after it changed. */
export type TillEffect =
  | { kind: 'beep'; sound: 'scan' | 'error' | 'done' }
  | { kind: 'focus' }
  | { kind: 'look up'; scan: Scan; waited: boolean }
  /** The server knows what this till does not yet: another price, an age, hours. */
  | { kind: 'refresh' }
  /** Paid with what was tendered before somebody had to allow it. */
  | { kind: 'pay'; tenders: readonly PaidWith[] }
  /** A refusal, and a basket that was rung up and not sold, are known to the server. */
  | { kind: 'refused'; refusal: Refusal; category: string | undefined; rule: string | undefined }
  | { kind: 'cleared'; sale: OpenSale; whole: boolean }
  /** What an earlier attempt to pay said is no longer of interest. */
  | { kind: 'reset payment' };

export type Quote = Schemas['QuoteAnswerDto'];

/** The state after an event, and what is to happen outside of it. */
export interface Reduced {
  state: TillState;
  effects: TillEffect[];
}
