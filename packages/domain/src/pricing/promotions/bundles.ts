import { type Candidate, type UnitPrices, unitDiscount } from './unit-offers.ts';

/** Units of one position. */
export interface Part {
  position: number;
  units: number;
}

/** Units that take an offer together once. What it saves is against the best they would cost without it. */
export interface Bundle {
  candidate: Candidate;
  /** Count toward it at their own best price. */
  bought: Part[];
  /** Receive it. */
  got: Part[];
  saves: bigint;
}

/** What a unit costs when it receives the offer, and what that saves, by position. */
interface GetPrices {
  discount: bigint[];
  saves: bigint[];
}

/** The price an offer starts from: an exclusive one is alone on its unit, a stackable one comes on top of the stack. */
export function basePrices({ promotion }: Candidate, prices: UnitPrices): bigint[] {
  return promotion.stackable ? prices.stacked : prices.list;
}

/** Off one unit that is got, at most its price. */
export function getDiscounts(candidate: Candidate, prices: UnitPrices): bigint[] {
  const base = basePrices(candidate, prices);
  return prices.list.map((list, index) => {
    const discount = unitDiscount(candidate, list, prices.partsOfCent);
    const price = base[index] ?? 0n;
    return discount < price ? discount : price;
  });
}

export interface BundleMaker {
  candidate: Candidate;
  /** Every bundle that saves anything, in canonical order; undefined when there are more than `most`. */
  all(available: readonly number[], most: number): Bundle[] | undefined;
  /** The one that saves most of what is left; undefined when none saves. */
  best(available: readonly number[]): Bundle | undefined;
}

export function bundleMaker(candidate: Candidate, prices: UnitPrices): BundleMaker {
  const { offer } = candidate.promotion;
  if (offer.kind === 'n_for_price') return nForPrice(candidate, offer.count, BigInt(offer.priceCents), prices);
  const discount = getDiscounts(candidate, prices);
  const base = basePrices(candidate, prices);
  const saves = prices.best.map((best, index) => best - ((base[index] ?? 0n) - (discount[index] ?? 0n)));
  if (offer.kind !== 'buy_get') return oneEach(candidate, { discount, saves });
  return offer.getSelector
    ? getOthers(candidate, offer.buy, offer.get, { discount, saves })
    : getSame(candidate, offer.buy, offer.get, { discount, saves }, prices.list);
}

function nForPrice(
  candidate: Candidate,
  count: number,
  priceCents: bigint,
  { best, partsOfCent }: UnitPrices,
): BundleMaker {
  const price = priceCents * partsOfCent;
  const bundleOf = (got: Part[]): Bundle | undefined => {
    const worth = got.reduce((sum, { position, units }) => sum + (best[position] ?? 0n) * BigInt(units), 0n);
    return worth > price ? { candidate, bought: [], got, saves: worth - price } : undefined;
  };
  const dearest = ranked(candidate.receives, (a, b) => descending(best[a], best[b]));
  return {
    candidate,
    all: (available, most) =>
      combinations(count, only(candidate.receives, available), most)?.map(bundleOf).filter(isBundleMade),
    best(available) {
      const got = take(count, dearest, available);
      return got && bundleOf(got);
    },
  };
}

/** An offer on single units of which a sale gets only so many. */
function oneEach(candidate: Candidate, { saves }: GetPrices): BundleMaker {
  const bundleOf = (position: number): Bundle | undefined => {
    const saved = saves[position] ?? 0n;
    return saved > 0n ? { candidate, bought: [], got: [{ position, units: 1 }], saves: saved } : undefined;
  };
  const bySaving = ranked(candidate.receives, (a, b) => descending(saves[a], saves[b]));
  return {
    candidate,
    all(available, most) {
      const bundles = indexesOf(candidate.receives)
        .filter((index) => (available[index] ?? 0) > 0)
        .map(bundleOf);
      return bundles.length > most ? undefined : bundles.filter(isBundleMade);
    },
    best(available) {
      const first = bySaving.find((index) => (available[index] ?? 0) > 0);
      return first === undefined ? undefined : bundleOf(first);
    },
  };
}

/** Buy some, get more of the same things: what is got costs no more than anything bought with it. */
function getSame(
  candidate: Candidate,
  buy: number,
  get: number,
  prices: GetPrices,
  list: readonly bigint[],
): BundleMaker {
  const { counts, receives } = candidate;
  const dearest = ranked(counts, (a, b) => descending(list[a], list[b]));
  const rank = new Map(dearest.map((position, index) => [position, index]));
  return {
    candidate,
    all(available, most) {
      const bundles: Bundle[] = [];
      // What was tried counts, not only what saves: an offer that saves nothing must not be tried for seconds.
      let left = most;
      for (let size = get; size >= 1; size--) {
        const chosen = combinations(buy + size, only(counts, available), left);
        if (!chosen) return undefined;
        left -= chosen.length;
        for (const parts of chosen) {
          const cheapFirst = [...parts].sort((a, b) => {
            const byPrice = descending(list[b.position], list[a.position]);
            return byPrice || descending(prices.saves[a.position], prices.saves[b.position]) || b.position - a.position;
          });
          const { taken: got, rest: bought } = split(cheapFirst, size);
          if (got.some(({ position }) => !receives[position])) continue;
          const bundle = bundleWith(candidate, bought, got, prices.saves);
          if (bundle) bundles.push(bundle);
        }
      }
      return bundles;
    },
    best(available) {
      const bought = take(buy, dearest, available);
      if (!bought) return undefined;
      const left = without(available, bought);
      const bySaving = dearest
        .filter((index) => receives[index] && (prices.saves[index] ?? 0n) > 0n)
        .sort((a, b) => descending(prices.saves[a], prices.saves[b]) || (rank.get(a) ?? 0) - (rank.get(b) ?? 0));
      return bundleWith(candidate, bought, takeUpTo(get, bySaving, left), prices.saves);
    },
  };
}

/** Buy some of one thing, get some of another. */
function getOthers(candidate: Candidate, buy: number, get: number, prices: GetPrices): BundleMaker {
  const { counts, receives } = candidate;
  const bySaving = ranked(receives, (a, b) => descending(prices.saves[a], prices.saves[b]));
  // What could be got for least is bought first.
  const byNeed = ranked(counts, (a, b) => {
    const worth = (index: number) => (receives[index] ? (prices.saves[index] ?? 0n) : 0n);
    return descending(worth(b), worth(a));
  });
  return {
    candidate,
    all(available, most) {
      const bundles: Bundle[] = [];
      let left = most;
      for (let size = get; size >= 1; size--) {
        const gets = combinations(size, only(receives, available), left);
        if (!gets) return undefined;
        for (const got of gets) {
          const buys = combinations(buy, only(counts, without(available, got)), left);
          if (!buys) return undefined;
          left -= buys.length + 1;
          for (const bought of buys) {
            const bundle = bundleWith(candidate, bought, got, prices.saves);
            if (bundle) bundles.push(bundle);
          }
          if (left < 0) return undefined;
        }
      }
      return bundles;
    },
    best(available) {
      for (let size = get; size >= 1; size--) {
        const got = takeUpTo(size, bySaving, available);
        const bought = take(buy, byNeed, without(available, got));
        if (bought) return bundleWith(candidate, bought, got, prices.saves);
      }
      return undefined;
    },
  };
}

function bundleWith(candidate: Candidate, bought: Part[], got: Part[], saves: readonly bigint[]): Bundle | undefined {
  const saved = got.reduce((sum, { position, units }) => sum + (saves[position] ?? 0n) * BigInt(units), 0n);
  return saved > 0n ? { candidate, bought, got, saves: saved } : undefined;
}

/** Every way to choose so many units, more of the earlier positions first; undefined when there are more than `most`. */
function combinations(count: number, available: readonly number[], most: number): Part[][] | undefined {
  const found: Part[][] = [];
  const left = available.map((_, index) => available.slice(index).reduce((sum, units) => sum + units, 0));
  const choose = (position: number, missing: number, parts: Part[]): boolean => {
    if (missing === 0) return found.push(parts) <= most;
    if ((left[position] ?? 0) < missing) return true;
    for (let units = Math.min(missing, available[position] ?? 0); units >= 0; units--) {
      const next = units > 0 ? [...parts, { position, units }] : parts;
      if (!choose(position + 1, missing - units, next)) return false;
    }
    return true;
  };
  return choose(0, count, []) ? found : undefined;
}

function take(count: number, order: readonly number[], available: readonly number[]): Part[] | undefined {
  const parts = takeUpTo(count, order, available);
  return parts.reduce((sum, { units }) => sum + units, 0) === count ? parts : undefined;
}

function takeUpTo(count: number, order: readonly number[], available: readonly number[]): Part[] {
  const parts: Part[] = [];
  let missing = count;
  for (const position of order) {
    if (missing === 0) break;
    const units = Math.min(missing, available[position] ?? 0);
    if (units > 0) parts.push({ position, units });
    missing -= units;
  }
  return parts;
}

/** The first so many units of some parts, and the rest. */
function split(parts: readonly Part[], count: number): { taken: Part[]; rest: Part[] } {
  const [taken, rest]: [Part[], Part[]] = [[], []];
  let missing = count;
  for (const { position, units } of parts) {
    const here = Math.min(missing, units);
    if (here > 0) taken.push({ position, units: here });
    if (units > here) rest.push({ position, units: units - here });
    missing -= here;
  }
  return { taken, rest };
}

function without(available: readonly number[], parts: readonly Part[]): number[] {
  const left = [...available];
  for (const { position, units } of parts) left[position] = (left[position] ?? 0) - units;
  return left;
}

function only(chosen: readonly boolean[], available: readonly number[]): number[] {
  return available.map((units, index) => (chosen[index] ? units : 0));
}

function indexesOf(chosen: readonly boolean[]): number[] {
  return chosen.flatMap((yes, index) => (yes ? [index] : []));
}

function ranked(chosen: readonly boolean[], compare: (a: number, b: number) => number): number[] {
  return indexesOf(chosen).sort((a, b) => compare(a, b) || a - b);
}

function descending(a = 0n, b = 0n): number {
  return a > b ? -1 : a < b ? 1 : 0;
}

function isBundleMade(bundle: Bundle | undefined): bundle is Bundle {
  return bundle !== undefined;
}
