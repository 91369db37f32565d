import type { Cents } from '../../money/money.ts';
import type { TenderType } from '../../tenders/tender-types.ts';
import type { Basket, OfferLeft } from '../basket.ts';
import { ANYONE } from '../basket.ts';
import type { Position } from '../positions.ts';
import type { Promotion, UnitWeight } from '../rules.ts';
import { isInEffect, isRunning, promotionDay, selects } from '../selection.ts';
import { promotionIndex } from './promotion-index.ts';

/** A promotion that is in effect and chooses something of one basket. Arrays are by position, but for the list of those it chooses. */
export interface Candidate {
  promotion: Promotion;
  /** Null when it runs now and for this customer. */
  barred: 'not_running' | 'other_customers' | 'needs_coupon' | 'needs_customer' | 'needs_tender' | 'used_up' | null;
  /** The most it may take off this sale; null for no bound. */
  mostCents: Cents | null;
  /** The positions that count toward the offer or may receive it, in their order. */
  chosen: number[];
  /** Units count toward the offer. */
  counts: boolean[];
  /** Units may receive it. */
  receives: boolean[];
  /** Base units in one of what it counts and prices: one, or those of the position's pack. */
  size: number[];
  /** What is counted for the tiers that the position's units get, by weights, in tenths. */
  countedTenths: number[];
}

/** The promotions that choose any of a basket's positions, in the order of their ids. */
export function candidatesOf(
  basket: Basket,
  positions: readonly Position[],
  promotions: readonly Promotion[],
): Candidate[] {
  const index = promotionIndex(promotions);
  const positionsOf = new Map<number, number[]>();
  positions.forEach(({ line }, at) => {
    for (const places of index.mayChoose(line)) {
      for (const place of places) {
        const known = positionsOf.get(place);
        if (known) known.push(at);
        else positionsOf.set(place, [at]);
      }
    }
  });
  const candidates: Candidate[] = [];
  for (const place of [...positionsOf.keys()].sort((a, b) => a - b)) {
    const candidate = candidateFor(index.promotions[place], basket, positions.length);
    if (!candidate) continue;
    for (const at of positionsOf.get(place) as number[]) look(candidate, positions[at] as Position, at);
    if (candidate.chosen.length > 0) candidates.push(candidate);
  }
  for (const candidate of candidates) count(candidate, positions);
  return candidates;
}

function candidateFor(promotion: Promotion | undefined, basket: Basket, length: number): Candidate | undefined {
  if (!promotion) return undefined;
  const day = { ...basket.at, date: promotionDay(promotion, basket.at) };
  if (!isInEffect(promotion, basket.storeId, day)) return undefined;
  const all = <T>(value: T) => new Array<T>(length).fill(value);
  return {
    promotion,
    barred: whyBarred(promotion, basket),
    mostCents: leastOf(promotion.maxDiscountCents, leftOf(promotion, basket)?.cents ?? promotion.budgetCents),
    chosen: [],
    counts: all(false),
    receives: all(false),
    size: all(1),
    countedTenths: all(0),
  };
}

function whyBarred(promotion: Promotion, basket: Basket): Candidate['barred'] {
  const { at, customer, coupons } = basket;
  const { customerGroups, couponCode, maxUsesPerCustomer } = promotion;
  const { groups, reference } = customer ?? ANYONE;
  if (customerGroups !== null && !customerGroups.some((group) => groups.includes(group))) return 'other_customers';
  if (!isRunning(promotion, at)) return 'not_running';
  if (couponCode !== null && !coupons?.includes(couponCode)) return 'needs_coupon';
  if (maxUsesPerCustomer !== null && reference === undefined) return 'needs_customer';
  if (promotion.paidWith && !isPaidWith(promotion.paidWith, basket)) return 'needs_tender';
  const left = leftOf(promotion, basket);
  return left?.uses === 0 || left?.cents === 0 ? 'used_up' : null;
}

function isPaidWith(types: readonly TenderType[], { paidWith = [] }: Basket): boolean {
  return paidWith.length > 0 && paidWith.every((type) => types.includes(type));
}

function leftOf({ id }: Promotion, { offersLeft }: Basket): OfferLeft | undefined {
  return offersLeft?.find(({ promotionId }) => promotionId === id);
}

function leastOf(one: Cents | null, other: Cents | null): Cents | null {
  if (one === null || other === null) return one ?? other;
  return one < other ? one : other;
}

function look(candidate: Candidate, { line }: Position, at: number): void {
  const { offer, selector, countsOnly, perPack } = candidate.promotion;
  const isChosen =
    offer.kind === 'kit' ? offer.groups.some((group) => selects(group.selector, line)) : selects(selector, line);
  const isGot = offer.kind === 'buy_get' && offer.getSelector ? selects(offer.getSelector, line) : isChosen;
  const receives = isGot && !line.override && !(countsOnly && selects(countsOnly, line));
  if (isChosen || receives) candidate.chosen.push(at);
  candidate.counts[at] = isChosen;
  candidate.receives[at] = receives;
  if (perPack) candidate.size[at] = line.unitsPerPack;
}

/** Counts what tiers go by: all that is chosen, or of each product its own. */
function count(candidate: Candidate, positions: readonly Position[]): void {
  const { promotion, counts, size, countedTenths } = candidate;
  const { offer, identical } = promotion;
  if (offer.kind !== 'tiers') return;
  const sums = new Map<string, number>();
  const keyOf = ({ line }: Position) => (identical ? line.productId : '');
  positions.forEach((position, at) => {
    if (!counts[at]) return;
    const tenths = (position.units / (size[at] ?? 1)) * tenthsOf(position, offer.weights);
    sums.set(keyOf(position), (sums.get(keyOf(position)) ?? 0) + tenths);
  });
  positions.forEach((position, at) => {
    countedTenths[at] = sums.get(keyOf(position)) ?? 0;
  });
}

/** The weight of the largest volume that the unit reaches. */
function tenthsOf({ line: { volumeMl } }: Position, weights: readonly UnitWeight[]): number {
  if (volumeMl === null) return 10;
  let reached: UnitWeight | undefined;
  for (const weight of weights) {
    if (volumeMl >= weight.minVolumeMl && weight.minVolumeMl >= (reached?.minVolumeMl ?? 0)) reached = weight;
  }
  return reached ? Math.round(reached.weight * 10) : 10;
}
