import type { Position } from '../positions.ts';
import { type KitGroup, type Promotion } from '../rules.ts';
import { selects } from '../selection.ts';
import type { Follower, Limit, SearchOffer } from './bundle-problem.ts';
import type { Candidate } from './candidate.ts';
import { least, type UnitPrices, unitDiscount } from './unit-offers.ts';

/** How a position's units take part in an offer. */
export interface PositionRole {
  position: number;
  /** 0 opens the offer; the followers come after. */
  part: number;
  /** What a unit, or a pack, saves, in parts of a cent. */
  saves: bigint;
  /** Base units that are taken together. */
  size: number;
}

/** A promotion as the search for bundles takes it; one on identical things is one for each product. */
export interface BundleOffer {
  candidate: Candidate;
  /** Units, or packs, that open it once. */
  opens: number;
  /** What opening it once costs, in parts of a cent. */
  costs: bigint;
  followers: readonly Follower[];
  ordered: SearchOffer['ordered'];
  limit: Limit | null;
  roles: PositionRole[];
}

/** The price an offer starts from: an exclusive one is alone on its unit, a stackable one comes on top of the stack. */
export function basePrices({ promotion }: Candidate, prices: UnitPrices): bigint[] {
  return promotion.stackable ? prices.stacked : prices.list;
}

/** Off a base unit that is got, at most its price. */
export function getDiscount(candidate: Candidate, at: number, prices: UnitPrices): bigint {
  const { promotion } = candidate;
  const base = basePrices(candidate, prices)[at] ?? 0n;
  const from = promotion.chained ? base : (prices.list[at] ?? 0n);
  return least(base, unitDiscount(candidate, at, from, prices.partsOfCent));
}

export function bundleOffersOf(
  candidate: Candidate,
  positions: readonly Position[],
  prices: UnitPrices,
): BundleOffer[] {
  const { limitPerSale, identical } = candidate.promotion;
  const limit = limitPerSale === null ? null : { most: limitPerSale };
  const offer = { candidate, limit, ...shapeOf(candidate.promotion, prices.partsOfCent) };
  const roles = rolesOf(candidate, positions, prices);
  if (!identical) return roles.some(({ part }) => part === 0) ? [{ ...offer, roles }] : [];
  const products = [...new Set(roles.map(({ position }) => positions[position]?.line.productId))];
  return products.map((product) => ({
    ...offer,
    roles: roles.filter(({ position }) => positions[position]?.line.productId === product),
  }));
}

function shapeOf({ offer }: Promotion, partsOfCent: bigint): Omit<BundleOffer, 'candidate' | 'limit' | 'roles'> {
  switch (offer.kind) {
    case 'n_for_price': {
      const costs = BigInt(offer.priceCents) * partsOfCent;
      return { opens: offer.count, costs, followers: [], ordered: false };
    }
    case 'kit': {
      const [first, ...others] = offer.groups;
      const followers = others.map(({ count }) => ({ count, all: true }));
      const costs = BigInt(offer.priceCents) * partsOfCent;
      return { opens: first?.count ?? 1, costs, followers, ordered: false };
    }
    case 'buy_get': {
      const followers = [{ count: offer.get, all: false }];
      return { opens: offer.buy, costs: 0n, followers, ordered: offer.getSelector === null };
    }
    default:
      return { opens: 1, costs: 0n, followers: [], ordered: false };
  }
}

function rolesOf(candidate: Candidate, positions: readonly Position[], prices: UnitPrices): PositionRole[] {
  const { offer } = candidate.promotion;
  const { chosen, counts, receives } = candidate;
  const at = (position: number, part: number, unitSaves: bigint): PositionRole => {
    const size = candidate.size[position] ?? 1;
    return { position, part, saves: unitSaves * BigInt(size), size };
  };
  const best = (position: number) => prices.best[position] ?? 0n;
  const gain = (position: number) => {
    const base = basePrices(candidate, prices)[position] ?? 0n;
    return best(position) - (base - getDiscount(candidate, position, prices));
  };
  return chosen.flatMap((position): PositionRole[] => {
    const gets = receives[position] === true;
    switch (offer.kind) {
      case 'n_for_price':
        return gets ? [at(position, 0, best(position))] : [];
      case 'kit':
        if (!gets) return [];
        return offer.groups.flatMap(({ selector }: KitGroup, part) =>
          selects(selector, (positions[position] as Position).line) ? [at(position, part, best(position))] : [],
        );
      case 'buy_get': {
        const saves = gets ? gain(position) : 0n;
        return [...(counts[position] ? [at(position, 0, 0n)] : []), ...(saves > 0n ? [at(position, 1, saves)] : [])];
      }
      default: {
        const saves = gets ? gain(position) : 0n;
        return saves > 0n ? [at(position, 0, saves)] : [];
      }
    }
  });
}
