import type { Position } from '../positions.ts';
import { type TraceCode, type TraceEntry, traceOf } from '../trace.ts';
import type { TakenBundle } from './best-bundles.ts';
import type { PromotionDiscount } from './promotion-discount.ts';
import { type Candidate, isBundle } from './unit-offers.ts';

/** What became of a promotion at one position, and what would make it apply; undefined where it does not choose the product. */
export function promotionTrace(
  candidate: Candidate,
  position: Position,
  index: number,
  positions: readonly Position[],
  given: PromotionDiscount | undefined,
  taken: readonly TakenBundle[],
): TraceEntry | undefined {
  const { promotion, counts, receives } = candidate;
  if (!counts[index] && !receives[index]) return undefined;
  const missing = candidate.barred ? undefined : missingUnits(candidate, positions, taken);
  const hint = missing ? { missingUnits: missing.units } : {};
  if (given) {
    const more = missing ? `; ${missing.text}` : '';
    const reason = `${given.units} of ${position.units} units${more}`;
    return traceOf('promotion', promotion, { code: 'applied', reason, amountCents: given.amountCents, ...hint });
  }
  const [code, reason] = whyNot(candidate, position, index, taken, missing?.text);
  return traceOf('promotion', promotion, {
    code,
    reason,
    ...(code === 'needs_more' || code === 'counts_only' ? hint : {}),
  });
}

function whyNot(
  { promotion, barred, receives }: Candidate,
  { line }: Position,
  index: number,
  taken: readonly TakenBundle[],
  missing: string | undefined,
): [TraceCode, string] {
  if (barred === 'other_customers') return ['other_customers', 'is for other customers'];
  if (barred === 'not_running') return ['not_running', 'does not run at this hour'];
  if (line.override) return ['set_by_hand', 'the price was set by hand; its units count'];
  if (!receives[index])
    return ['counts_only', missing ? `counts, but receives nothing; ${missing}` : 'counts, but receives nothing'];
  const used = taken.filter((bundle) => bundle.candidate.promotion === promotion);
  const times = used.reduce((sum, bundle) => sum + bundle.times, 0);
  if (promotion.limitPerSale !== null && times >= promotion.limitPerSale) {
    return ['limit_reached', `a sale gets it ${promotion.limitPerSale} times at most`];
  }
  if (missing) return ['needs_more', missing];
  return ['better_offer', 'another offer saves as much or more, or this one saves nothing'];
}

/** Units that lead to the offer or to its next step; undefined when more would change nothing. */
function missingUnits(
  { promotion, counts, receives, countedUnits }: Candidate,
  positions: readonly Position[],
  taken: readonly TakenBundle[],
): { units: number; text: string } | undefined {
  const { offer, limitPerSale } = promotion;
  const own = taken.filter((bundle) => bundle.candidate.promotion === promotion);
  const times = own.reduce((sum, bundle) => sum + bundle.times, 0);
  if (isBundle(promotion) && limitPerSale !== null && times >= limitPerSale) return undefined;
  const inBasket = (chosen: readonly boolean[]) =>
    positions.reduce((sum, { units }, index) => sum + (chosen[index] ? units : 0), 0);
  switch (offer.kind) {
    case 'tiers': {
      const next = [...offer.tiers].sort((a, b) => a.from - b.from).find(({ from }) => from > countedUnits);
      if (!next) return undefined;
      const units = next.from - countedUnits;
      return { units, text: `${units} more for ${percent(next.rateMillionths)} off` };
    }
    case 'n_for_price': {
      const open = inBasket(receives) - times * offer.count;
      const units = offer.count - open;
      return open > 0 && units > 0 ? { units, text: `${units} more for the bundle price` } : undefined;
    }
    case 'buy_get': {
      if (offer.getSelector) {
        const bought = inBasket(counts) - times * offer.buy;
        if (bought < offer.buy) return { units: offer.buy - bought, text: `buy ${offer.buy - bought} more` };
        return inBasket(receives) === 0 ? { units: 1, text: 'add what it gives' } : undefined;
      }
      const size = offer.buy + offer.get;
      const open = inBasket(counts) % size;
      return open > 0 ? { units: size - open, text: `${size - open} more to get ${offer.get}` } : undefined;
    }
    default:
      return undefined;
  }
}

function percent(rateMillionths: number): string {
  return `${String(rateMillionths / 10_000)} %`;
}
