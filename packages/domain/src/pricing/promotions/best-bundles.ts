import type { Bundle, BundleMaker } from './bundles.ts';

/** A bundle and how many times it is taken. */
export interface TakenBundle extends Bundle {
  times: number;
}

export interface BundleChoice {
  taken: TakenBundle[];
  /** Whether no other choice saves more. */
  exact: boolean;
}

/**
 * The most cells (kinds of bundle × amounts of units that may be left) the exact search fills for one basket. 40,000 take
 * about 2 ms; a dozen bottles under three competing offers need a few hundred.
 */
const MOST_CELLS = 40_000;
const MOST_BUNDLES = 400;

/**
 * Chooses which units take which bundle offers. Offers that want the same units are decided together.
 *
 * Exact as long as the search stays within its cells: dynamic programming over the units left of each position; of choices that save
 * the same, the one with most of the first kind of bundle. Beyond that the bundle that saves most is taken, again and again;
 * every bundle taken stands in the way of at most as many better ones as it has units, so the customer gets at least
 * 1/k of the best saving, k being the units of the largest bundle.
 * @param makers in the order of their promotions' ids
 * @param units of each position
 */
export function bestBundles(makers: readonly BundleMaker[], units: readonly number[]): BundleChoice {
  const choice: BundleChoice = { taken: [], exact: true };
  let cells = MOST_CELLS;
  for (const group of competing(makers)) {
    const bundles = allBundles(group, units);
    const search = bundles && new Search(bundles, units, cells);
    if (search?.fits) {
      cells -= search.cells;
      choice.taken.push(...search.best());
    } else {
      choice.taken.push(...greedy(group, units));
      choice.exact = false;
    }
  }
  return choice;
}

/** Offers that share positions, directly or through others, stand in one group. */
function competing(makers: readonly BundleMaker[]): BundleMaker[][] {
  const groups: { makers: BundleMaker[]; positions: Set<number> }[] = [];
  for (const maker of makers) {
    const { counts, receives } = maker.candidate;
    const positions = new Set(counts.flatMap((yes, index) => (yes || receives[index] ? [index] : [])));
    const group = { makers: [] as BundleMaker[], positions };
    for (const other of groups.filter((other) => [...other.positions].some((index) => positions.has(index)))) {
      groups.splice(groups.indexOf(other), 1);
      group.makers.push(...other.makers);
      for (const index of other.positions) positions.add(index);
    }
    group.makers.push(maker);
    groups.push(group);
  }
  const order = new Map(makers.map((maker, index) => [maker, index]));
  return groups.map((group) => group.makers.sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0)));
}

function allBundles(makers: readonly BundleMaker[], units: readonly number[]): Bundle[] | undefined {
  const bundles: Bundle[] = [];
  for (const maker of makers) {
    const more = maker.all(units, MOST_BUNDLES - bundles.length);
    if (!more) return undefined;
    bundles.push(...more);
  }
  return bundles;
}

/** A count that bundles use up: the units of a position, or how often a limited offer may still be taken. */
interface Supply {
  size: number;
  step: number;
  uses(bundle: Bundle): number;
}

/** Dynamic programming: the most that bundles from the i-th on can save with what is left of each supply. */
class Search {
  readonly fits: boolean;
  readonly cells: number;
  private readonly supplies: Supply[] = [];
  private readonly states: number;

  constructor(
    private readonly bundles: readonly Bundle[],
    units: readonly number[],
    mostCells: number,
  ) {
    let step = 1;
    const add = (most: number, uses: (bundle: Bundle) => number) => {
      // Past the bound nothing is counted any more: the product could leave the whole numbers.
      if (step * bundles.length > mostCells) return;
      this.supplies.push({ size: most + 1, step, uses });
      step *= most + 1;
    };
    const used = new Set(bundles.flatMap((bundle) => partsOf(bundle).map(({ position }) => position)));
    for (const position of used) add(units[position] ?? 0, (bundle) => usedOf(bundle, position));
    for (const candidate of new Set(bundles.map((bundle) => bundle.candidate))) {
      const limit = candidate.promotion.limitPerSale;
      if (limit === null) continue;
      const possible = mostTimes(
        bundles.filter((bundle) => bundle.candidate === candidate),
        units,
      );
      if (limit < possible) add(limit, (bundle) => (bundle.candidate === candidate ? 1 : 0));
    }
    this.states = step;
    this.cells = step * bundles.length;
    // Together they save no more than this, which has to stay a whole number in a Float64Array.
    const savedInAll = bundles.reduce((sum, { saves }) => sum + saves, 0n);
    const inAll = units.reduce((sum, count) => sum + count, 0);
    this.fits = this.cells <= mostCells && savedInAll * BigInt(inAll) <= BigInt(Number.MAX_SAFE_INTEGER);
  }

  best(): TakenBundle[] {
    const { states, bundles } = this;
    const left = this.leftInEachState();
    const values = new Float64Array((bundles.length + 1) * states);
    const moves = bundles.map((bundle) => this.moveOf(bundle));
    for (let index = bundles.length - 1; index >= 0; index--) {
      const { saves, needs, offset } = moves[index] as Move;
      for (let state = 0; state < states; state++) {
        const skipped = values[(index + 1) * states + state] as number;
        const feasible = needs.every(([supply, count]) => ((left[supply] as Uint16Array)[state] as number) >= count);
        const chosen = feasible ? saves + (values[index * states + state - offset] as number) : -1;
        values[index * states + state] = Math.max(chosen, skipped);
      }
    }
    const taken: TakenBundle[] = [];
    let state = states - 1;
    moves.forEach(({ needs, offset }, index) => {
      let times = 0;
      const chooses = () =>
        needs.every(([supply, count]) => ((left[supply] as Uint16Array)[state] as number) >= count) &&
        (values[index * states + state] as number) ===
          (moves[index] as Move).saves + (values[index * states + state - offset] as number);
      for (; chooses(); state -= offset) times++;
      const bundle = bundles[index];
      if (bundle && times > 0) taken.push({ ...bundle, times });
    });
    return taken;
  }

  /** For each supply, what is left of it in each state; the last state has everything. */
  private leftInEachState(): Uint16Array[] {
    return this.supplies.map(({ size, step }) =>
      Uint16Array.from({ length: this.states }, (_, state) => Math.floor(state / step) % size),
    );
  }

  private moveOf(bundle: Bundle): Move {
    const needs = this.supplies
      .map(({ uses }, index): [number, number] => [index, uses(bundle)])
      .filter(([, count]) => count > 0);
    const offset = needs.reduce((sum, [index, count]) => sum + count * (this.supplies[index]?.step ?? 0), 0);
    return { saves: Number(bundle.saves), needs, offset };
  }
}

interface Move {
  saves: number;
  needs: [supply: number, count: number][];
  offset: number;
}

/** No promotion can be taken more often than its smallest bundle fits into all units. */
function mostTimes(bundles: readonly Bundle[], units: readonly number[]): number {
  const inAll = units.reduce((sum, count) => sum + count, 0);
  const smallest = Math.min(...bundles.map((bundle) => partsOf(bundle).reduce((sum, part) => sum + part.units, 0)));
  return Math.floor(inAll / smallest);
}

/** Takes the bundle that saves most, as often as it stays the same one, until none saves anything. */
function greedy(makers: readonly BundleMaker[], units: readonly number[]): TakenBundle[] {
  const left = [...units];
  const limits = makers.map(({ candidate }) => candidate.promotion.limitPerSale ?? Number.MAX_SAFE_INTEGER);
  const offered = makers.map((maker) => maker.best(left));
  const taken: TakenBundle[] = [];
  for (;;) {
    const chosen = indexOfBest(offered);
    const bundle = offered[chosen];
    if (!bundle) return taken;
    const times = Math.min(limits[chosen] ?? 0, timesAvailable(bundle, left));
    taken.push({ ...bundle, times });
    limits[chosen] = (limits[chosen] ?? 0) - times;
    for (const { position, units: each } of partsOf(bundle)) left[position] = (left[position] ?? 0) - each * times;
    makers.forEach((maker, index) => {
      const offer = offered[index];
      if (limits[index] === 0) offered[index] = undefined;
      else if (offer && timesAvailable(offer, left) === 0) offered[index] = maker.best(left);
    });
  }
}

function indexOfBest(bundles: readonly (Bundle | undefined)[]): number {
  return bundles.reduce(
    (best, bundle, index) => (bundle && bundle.saves > (bundles[best]?.saves ?? 0n) ? index : best),
    0,
  );
}

function timesAvailable(bundle: Bundle, left: readonly number[]): number {
  const positions = [...new Set(partsOf(bundle).map(({ position }) => position))];
  return Math.min(...positions.map((position) => Math.floor((left[position] ?? 0) / usedOf(bundle, position))));
}

function usedOf(bundle: Bundle, position: number): number {
  return partsOf(bundle).reduce((sum, part) => sum + (part.position === position ? part.units : 0), 0);
}

function partsOf({ bought, got }: Bundle) {
  return [...bought, ...got];
}
