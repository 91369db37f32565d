import { clockText } from '@liquor-pos/domain/time/local-time';
import type { Schemas } from '../../lib/api-client';
import { formatCents } from '../../lib/format';
import type { Translate } from '../../lib/texts';

type Promotion = Schemas['PromotionDto'];
type Selector = Schemas['SelectorDto'];

const NAMED = ['categories', 'brands', 'vendors', 'tags', 'taxCodes', 'containerClasses'] as const;
/** Of more values than these the rest is left to the form. */
const SAID = 3;

type ProductNames = ReadonlyMap<string, string>;

/** The single products a promotion is on, in the order its conditions name them. */
export function productIdsOf({ offer, selector }: Promotion): string[] {
  const selectors = offer.groups ? offer.groups.map((group) => group.selector) : [selector];
  return selectors.flatMap(({ productIds }) => productIds ?? []);
}

/**
 * On what a promotion is, for whom, when and how often, each in a few words; nothing where it is for everybody, always. A few single
 * products are named, if all of them have a name among those given; else they are counted.
 */
export function conditionsOf(promotion: Promotion, names: ProductNames, currency: string, t: Translate): string[] {
  const { offer, selector, couponCode, paidWith, customerGroups, weekdays, hours } = promotion;
  const { limitPerSale, maxDiscountCents, maxUses, maxUsesPerCustomer, budgetCents } = promotion;
  const money = (cents: number) => formatCents(cents, currency);
  return [
    ...(offer.groups ? offer.groups.map((group) => chosen(group.selector, names, t)) : [chosen(selector, names, t)]),
    couponCode && t('condition.coupon', { code: couponCode }),
    paidWith && t('condition.paidWith', { tenders: paidWith.map((type) => t(`tender.${type}`)).join(', ') }),
    customerGroups && t('condition.groups', { names: customerGroups.join(', ') }),
    weekdays?.map((day) => t(`weekday.${day}` as 'weekday.0')).join(', '),
    hours && `${clockText(hours.fromMinute)}–${clockText(hours.toMinute)}`,
    limitPerSale && t('condition.limit', { count: limitPerSale }),
    maxDiscountCents && t('condition.most', { amount: money(maxDiscountCents) }),
    maxUses && t('condition.uses', { count: maxUses }),
    maxUsesPerCustomer && t('condition.usesPerCustomer', { count: maxUsesPerCustomer }),
    budgetCents && t('condition.budget', { amount: money(budgetCents) }),
  ].filter((text): text is string => Boolean(text));
}

function chosen({ productIds, ...selector }: Selector, names: ProductNames, t: Translate): string {
  const named = [...productsOf(productIds ?? [], names, t), ...NAMED.flatMap((field) => selector[field] ?? [])];
  const others = Object.entries(selector).some(
    ([field, value]) => value != null && !NAMED.some((name) => name === field),
  );
  return [...named.slice(0, SAID), ...(named.length > SAID || others ? ['…'] : [])].join(', ');
}

function productsOf(ids: readonly string[], names: ProductNames, t: Translate): string[] {
  if (ids.length === 0) return [];
  const known = ids.slice(0, SAID).flatMap((id) => names.get(id) ?? []);
  return ids.length <= SAID && known.length === ids.length ? known : [t('condition.products', { count: ids.length })];
}
