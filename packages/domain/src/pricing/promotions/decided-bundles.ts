import type { Position } from '../positions.ts';
import type { BundleOffer } from './bundle-offers.ts';
import type { Limit } from './bundle-problem.ts';
import type { TakenBundle } from './taken-bundles.ts';

/** Which units of a basket take which bundle offers. */
export interface BundleChoice {
  taken: TakenBundle[];
  /** In parts of a cent, off what the units would cost without them. */
  saves: bigint;
  /** By how much another choice might save more at the most, in parts of a cent: nothing where this one is proven to be the best. */
  mostMissed: bigint;
}

/** Offers that compete for units, with those units alone: positions are numbered among themselves. */
export interface BundleGroup {
  offers: readonly BundleOffer[];
  positions: readonly Position[];
  /** By position: what a base unit costs, in parts of a cent. */
  list: readonly bigint[];
  /** The part of the steps that a search may take otherwise. */
  effort: number;
}

/** What was decided about a group, told so that it holds for any group that is the same but for who is in it. */
interface Decided extends Omit<BundleChoice, 'taken'> {
  taken: (Omit<TakenBundle, 'candidate'> & { offer: number })[];
}

/** So many groups are remembered, the ones that were asked for last. A till has a few at a time, a server those of its open sales. */
const MOST_REMEMBERED = 200;
/** Larger groups are not remembered: what tells them apart takes too much room. */
const MOST_ROLES = 2000;

const decided = new Map<string, Decided>();

/**
 * What a group is decided to take, which the search is asked for once: a till asks again with every scan, and most scans leave most
 * groups as they are; a server asks for the quote, and for the sale that follows it.
 *
 * Everything that decides is in the key, so that who remembers and who does not come to the same.
 * @param group its positions are those of the whole basket
 */
export function decideOnce(
  { offers, positions, list, effort }: BundleGroup,
  decide: (group: BundleGroup) => BundleChoice,
): BundleChoice {
  const places = [...new Set(offers.flatMap(({ roles }) => roles.map(({ position }) => position)))].sort(
    (a, b) => a - b,
  );
  const group = amongThemselves({ offers, positions, list, effort }, places);
  const roles = offers.reduce((sum, offer) => sum + offer.roles.length, 0);
  const choice = roles > MOST_ROLES ? decide(group) : recalled(group, decide);
  return { ...choice, taken: choice.taken.map((bundle) => placedAt(places, bundle)) };
}

function recalled(group: BundleGroup, decide: (group: BundleGroup) => BundleChoice): BundleChoice {
  const key = keyOf(group);
  const known = decided.get(key);
  if (known) {
    decided.delete(key);
    decided.set(key, known);
    const taken = known.taken.map(({ offer, ...bundle }) => ({
      ...bundle,
      candidate: (group.offers[offer] as BundleOffer).candidate,
    }));
    return { ...known, taken };
  }
  const choice = decide(group);
  const taken = choice.taken.map(({ candidate, ...bundle }) => ({
    ...bundle,
    offer: group.offers.findIndex((offer) => offer.candidate === candidate),
  }));
  decided.set(key, { ...choice, taken });
  if (decided.size > MOST_REMEMBERED) decided.delete(decided.keys().next().value as string);
  return choice;
}

/** Numbers the positions among themselves: what else is in a basket changes nothing. */
function amongThemselves(group: BundleGroup, places: readonly number[]): BundleGroup {
  const { offers, positions, list, effort } = group;
  if (places.length === positions.length) return group;
  const placeOf = new Map(places.map((position, place) => [position, place]));
  return {
    offers: offers.map((offer) => ({
      ...offer,
      roles: offer.roles.map((role) => ({ ...role, position: placeOf.get(role.position) as number })),
    })),
    positions: places.map((place) => positions[place] as Position),
    list: places.map((place) => list[place] as bigint),
    effort,
  };
}

function placedAt(places: readonly number[], { bought, got, ...bundle }: TakenBundle): TakenBundle {
  const placed = (parts: TakenBundle['got']) =>
    parts.map(({ position, units }) => ({ position: places[position] as number, units }));
  return { ...bundle, bought: placed(bought), got: placed(got) };
}

function keyOf({ offers, positions, list, effort }: BundleGroup): string {
  const limits: Limit[] = [];
  const limitOf = (limit: Limit | null) => {
    if (!limit) return '';
    if (!limits.includes(limit)) limits.push(limit);
    return `${limits.indexOf(limit)}:${limit.most}`;
  };
  const candidates = offers.map(({ candidate }) => candidate);
  return [
    effort,
    ...positions.map(({ units, line }, position) => `${units}/${line.unitsPerPack}/${list[position]}`),
    ...offers.map(({ candidate, opens, costs, followers, ordered, limit, roles }) =>
      [
        ...[candidates.indexOf(candidate), opens, costs, ordered, limitOf(limit)],
        ...followers.map(({ count, all }) => `${count}${all}`),
        ...roles.map(({ position, part, saves, size }) => `${position}.${part}.${saves}.${size}`),
      ].join('/'),
    ),
  ].join('\n');
}
