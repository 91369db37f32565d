import type { PricedBasket } from '@liquor-pos/domain/pricing/priced-basket';
import type { Promotion } from '@liquor-pos/domain/pricing/rules';
import type { Translate } from '../../lib/texts';

/** Each coupon of a sale, and why it takes nothing off where it does not. */
export function couponTexts(
  coupons: readonly string[],
  { lines }: PricedBasket,
  promotions: readonly Promotion[],
  t: Translate,
): string[] {
  return coupons.map((code) => {
    const ids = promotions.filter(({ couponCode }) => couponCode === code).map(({ id }) => id);
    const said = lines.flatMap(({ trace }) => trace).filter(({ ruleId }) => ruleId !== null && ids.includes(ruleId));
    const says = (outcome: (typeof said)[number]['code']) => said.some((entry) => entry.code === outcome);
    if (says('applied')) return t('till.coupon', { code });
    if (says('needs_customer')) return t('till.couponCustomer', { code });
    if (says('used_up')) return t('till.couponUsed', { code });
    return t('till.couponNothing', { code });
  });
}
