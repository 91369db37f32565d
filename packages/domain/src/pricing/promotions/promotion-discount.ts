import type { Cents } from '../../money/money.ts';
import type { Promotion } from '../rules.ts';

/** What a promotion took off a position. */
export interface PromotionDiscount {
  promotion: Promotion;
  /** Base units that received it. */
  units: number;
  amountCents: Cents;
}
