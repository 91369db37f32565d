import type { Position } from '../positions.ts';
import type { Tier } from '../rules.ts';
import { type TraceCode, type TraceEntry, traceOf } from '../trace.ts';
import type { Candidate } from './candidate.ts';
import type { PromotionDiscount } from './promotion-discount.ts';
import type { TakenBundle } from './taken-bundles.ts';
import { isBundle } from './unit-offers.ts';

/** What leads to an offer or to its next step. */
interface Missing {
  /** Null where it is not a number of units. */
  units: number | null;
  text: string;
}

/** Says of a promotion what became of it at each position, and what would make it apply. */
export class PromotionTrace {
  /** How many times it was taken as a bundle. */
  private readonly times: number;
  /** The same for every position, but for tiers. */
  private readonly missing: Missing | undefined;

  constructor(
    private readonly candidate: Candidate,
    private readonly positions: readonly Position[],
    taken: readonly TakenBundle[],
  ) {
    const own = taken.filter((bundle) => bundle.candidate.promotion === candidate.promotion);
    this.times = own.reduce((sum, bundle) => sum + bundle.times, 0);
    this.missing = this.missingOfAll();
  }

  /** @param index of a position that the promotion chooses */
  at(index: number, given: PromotionDiscount | undefined): TraceEntry {
    const { promotion } = this.candidate;
    const missing = this.missingAt(index);
    const hint = missing ? { missingUnits: missing.units } : {};
    if (given) {
      const more = missing ? `; ${missing.text}` : '';
      const reason = `${given.units} of ${this.positions[index]?.units} units${more}`;
      return traceOf('promotion', promotion, { code: 'applied', reason, amountCents: given.amountCents, ...hint });
    }
    const [code, reason] = this.whyNot(index, missing?.text);
    const isClose = code === 'needs_more' || code === 'counts_only';
    return traceOf('promotion', promotion, { code, reason, ...(isClose ? hint : {}) });
  }

  private whyNot(index: number, missing: string | undefined): [TraceCode, string] {
    const { promotion, barred, receives } = this.candidate;
    if (barred === 'other_customers') return ['other_customers', 'is for other customers'];
    if (barred === 'not_running') return ['not_running', 'does not run at this hour'];
    if (barred === 'needs_coupon') return ['needs_coupon', 'needs its coupon'];
    if (barred === 'needs_customer') return ['needs_customer', 'is for customers the store knows'];
    if (barred === 'needs_tender')
      return ['needs_tender', `is for what is paid with ${promotion.paidWith?.join(' or ')}`];
    if (barred === 'used_up') return ['used_up', 'was given as often, or as much, as it may be'];
    if (this.positions[index]?.line.override) return ['set_by_hand', 'the price was set by hand; its units count'];
    if (!receives[index])
      return ['counts_only', missing ? `counts, but receives nothing; ${missing}` : 'counts, but receives nothing'];
    if (promotion.limitPerSale !== null && this.times >= promotion.limitPerSale) {
      return ['limit_reached', `a sale gets it ${promotion.limitPerSale} times at most`];
    }
    if (missing) return ['needs_more', missing];
    return ['better_offer', 'another offer saves as much or more, or this one saves nothing'];
  }

  private missingAt(index: number): Missing | undefined {
    const { promotion, barred, countedTenths } = this.candidate;
    if (barred) return undefined;
    return promotion.offer.kind === 'tiers'
      ? missingToTier(promotion.offer.tiers, countedTenths[index] ?? 0)
      : this.missing;
  }

  /** Undefined when more would change nothing. */
  private missingOfAll(): Missing | undefined {
    const { promotion, counts, receives } = this.candidate;
    const { offer, limitPerSale } = promotion;
    // Of identical things each product has a count of its own: what it lacks is not said.
    if (promotion.identical || this.candidate.barred) return undefined;
    if (isBundle(promotion) && limitPerSale !== null && this.times >= limitPerSale) return undefined;
    switch (offer.kind) {
      case 'n_for_price': {
        const open = this.inBasket(receives) - this.times * offer.count;
        const units = offer.count - open;
        return open > 0 && units > 0 ? { units, text: `${units} more for the bundle price` } : undefined;
      }
      case 'kit':
        return this.times === 0 ? { units: null, text: 'the kit is not complete' } : undefined;
      case 'buy_get': {
        if (offer.getSelector) {
          const units = offer.buy - (this.inBasket(counts) - this.times * offer.buy);
          if (units > 0) return { units, text: `buy ${units} more` };
          return this.inBasket(receives) === 0 ? { units: 1, text: 'add what it gives' } : undefined;
        }
        const size = offer.buy + offer.get;
        const open = this.inBasket(counts) % size;
        return open > 0 ? { units: size - open, text: `${size - open} more to get ${offer.get}` } : undefined;
      }
      case 'spend_get':
      case 'spend_percent': {
        const spent = this.positions.reduce((sum, { grossCents }, at) => sum + (counts[at] ? grossCents : 0), 0);
        const missing = offer.thresholdCents - spent;
        return missing > 0 ? { units: null, text: `${missing} cents more to be spent` } : undefined;
      }
      default:
        return undefined;
    }
  }

  private inBasket(chosen: readonly boolean[]): number {
    const { size, chosen: all } = this.candidate;
    return all.reduce((sum, at) => sum + (chosen[at] ? (this.positions[at]?.units ?? 0) / (size[at] ?? 1) : 0), 0);
  }
}

function missingToTier(tiers: readonly Tier[], countedTenths: number): Missing | undefined {
  let next: Tier | undefined;
  for (const tier of tiers) {
    if (tier.from * 10 > countedTenths && tier.from < (next?.from ?? Number.MAX_VALUE)) next = tier;
  }
  if (!next) return undefined;
  const units = Math.ceil((next.from * 10 - countedTenths) / 10);
  const off = next.amountCents != null ? `${next.amountCents} cents` : percent(next.rateMillionths ?? 0);
  return { units, text: `${units} more for ${off} off` };
}

function percent(rateMillionths: number): string {
  return `${String(rateMillionths / 10_000)} %`;
}
