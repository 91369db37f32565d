import type { Cents } from '../../money/money.ts';
import type { Promotion } from '../rules.ts';

/** What a promotion took off a position. */
export interface PromotionDiscount {
  promotion: Promotion;
  /** Base units that took part; of an offer on what is spent, all of them. */
  units: number;
  amountCents: Cents;
}
