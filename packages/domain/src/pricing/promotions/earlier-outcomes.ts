import type { Basket } from '../basket.ts';
import { type Position, positionsOf } from '../positions.ts';
import type { Promotion } from '../rules.ts';
import { type Candidate, candidatesOf } from './candidate.ts';
import type { BundleChoice } from './decided-bundles.ts';
import { discountsOf, offBundle } from './discounts.ts';
import { bestOutcome, bundlesAmong, type Outcome, sumOff } from './outcome.ts';
import { type UnitPrices, unitPricesOf } from './unit-offers.ts';

/** Of so many lines that offers are on, which is more than anybody rings up; of more, what was found before would be waited for too long. */
const MOST_LINES = 60;

/** What a whole basket is priced by. */
interface Whole {
  basket: Basket;
  positions: readonly Position[];
  promotions: readonly Promotion[];
  parts: bigint;
}

/**
 * Where the choice of bundles is not proven to be the best, it may save less than one that was found when there were fewer lines. Then that
 * one stays, and the lines after it cost what they cost by themselves: so a line that is added raises the total by no more than its own
 * price. It is the one thing in which the order of the lines counts.
 *
 * One line after the other is left away from the end, until those that are left can save no more than what was found; as a rule that is
 * so with the first.
 */
export function orEarlier(found: Outcome, whole: Whole): Outcome {
  if (found.mostMissed === 0n) return found;
  const concerned = new Set(
    found.candidates.flatMap(({ chosen }) => chosen.flatMap((at) => whole.positions[at]?.lineIndexes ?? [])),
  );
  if (concerned.size > MOST_LINES) return found;
  let best = found;
  for (let count = whole.basket.lines.length - 1; count > 0; count--) {
    // Without a line that no offer is on, it comes to the same.
    if (!concerned.has(count)) continue;
    const earlier = new EarlierLines(whole, count);
    const outcome = earlier.outcome();
    const kept = earlier.keptIn(found, outcome);
    if (sumOff(kept) > sumOff(best)) best = kept;
    if (earlier.mostSaved(found.prices, outcome) <= best.saves) break;
  }
  return best;
}

/** The first lines of a basket. */
class EarlierLines {
  private readonly positions: Position[];
  private readonly candidates: readonly Candidate[];
  /** By position of these lines: the one of the whole basket. */
  private readonly places: number[];

  constructor(
    private readonly whole: Whole,
    count: number,
  ) {
    const { basket, promotions } = whole;
    const lines = basket.lines.slice(0, count);
    this.positions = positionsOf(lines);
    this.candidates = candidatesOf({ ...basket, lines }, this.positions, promotions);
    const placeOf = new Map(
      whole.positions.flatMap(({ lineIndexes }, place) => lineIndexes.map((index) => [index, place] as const)),
    );
    this.places = this.positions.map(({ lineIndexes: [first = 0] }) => placeOf.get(first) as number);
  }

  outcome(): Outcome {
    return bestOutcome(this.candidates, this.positions, this.whole.parts);
  }

  /** What was chosen for these lines, in the whole basket: offers on each unit are what they are there, and may be better. */
  keptIn(found: Outcome, outcome: Outcome): Outcome {
    const { positions, parts } = this.whole;
    const leftOut = new Set(this.candidates.map(({ promotion }) => promotion));
    for (const { promotion } of outcome.candidates) leftOut.delete(promotion);
    const candidates = found.candidates.filter(({ promotion }) => !leftOut.has(promotion));
    const prices = unitPricesOf(positions, candidates, parts);
    const candidateOf = new Map(candidates.map((candidate) => [candidate.promotion, candidate]));
    const placed = (some: readonly { position: number; units: number }[]) =>
      some.map(({ position, units }) => ({ position: this.places[position] as number, units }));
    const taken = outcome.taken
      .map(({ candidate, bought, got, times }) => ({
        candidate: candidateOf.get(candidate.promotion) as Candidate,
        bought: placed(bought),
        got: placed(got),
        times,
      }))
      .filter((bundle) => offBundle(bundle.candidate, bundle, prices) > 0n);
    const discounts = discountsOf(positions, candidates, prices, taken);
    const more = BigInt(sumOff({ discounts }) - sumOff(found)) * parts;
    const mostMissed = found.mostMissed > more ? found.mostMissed - more : 1n;
    return { taken, saves: found.saves, mostMissed, candidates, prices, discounts };
  }

  /** No choice of bundles for these lines saves more, or for fewer of them, where a unit costs what it costs in the whole basket. */
  mostSaved(prices: UnitPrices, outcome: Outcome): bigint {
    const at = <T>(by: readonly T[]) => this.places.map((place) => by[place] as T);
    const inWhole: UnitPrices = {
      partsOfCent: prices.partsOfCent,
      list: at(prices.list),
      stacked: at(prices.stacked),
      best: at(prices.best),
      bestExclusive: at(prices.bestExclusive),
    };
    const { best, stacked } = outcome.prices;
    const running = this.candidates.filter(({ barred }) => !barred);
    const costSame = this.places.every((_, at) => best[at] === inWhole.best[at] && stacked[at] === inWhole.stacked[at]);
    // What was decided without an offer that was left out promises nothing of the choices with it.
    const isSame = costSame && outcome.candidates.length === running.length;
    const { saves, mostMissed }: BundleChoice = isSame ? outcome : bundlesAmong(running, this.positions, inWhole, 1);
    return saves + mostMissed;
  }
}
