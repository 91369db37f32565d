import type { BundleOffer } from './bundle-offers.ts';

/**
 * Leaves out what another offer does at least as well, for the same units in the same parts and as often as wanted: a dearer "2 for".
 * Of two that do the same the first stays.
 */
export function withoutOutdone(offers: readonly BundleOffer[]): BundleOffer[] {
  const kept = new Map<string, BundleOffer[]>();
  for (const offer of offers) {
    const { opens, followers, ordered, roles } = offer;
    const shape = `${opens}/${ordered}/${followers.map(({ count, all }) => `${count}${all}`)}`;
    const key = `${shape}/${roles.map(({ position, part, size }) => `${position}.${part}.${size}`)}`;
    const alike = kept.get(key) ?? [];
    if (alike.some((other) => outdoes(other, offer))) continue;
    kept.set(key, [...alike.filter((other) => !outdoes(offer, other)), offer]);
  }
  const left = new Set([...kept.values()].flat());
  return offers.filter((offer) => left.has(offer));
}

/** For offers of one shape. */
function outdoes(one: BundleOffer, other: BundleOffer): boolean {
  return (
    one.limit === null &&
    one.costs <= other.costs &&
    one.roles.every(({ saves }, index) => saves >= (other.roles[index]?.saves ?? 0n))
  );
}

/** Offers that share positions, or a limit, directly or through others, stand in one group. */
export function competing(offers: readonly BundleOffer[]): BundleOffer[][] {
  const groupOf = new Map<unknown, number>();
  const leader = offers.map((_, index) => index);
  const find = (index: number): number => {
    let at = index;
    while (leader[at] !== at) at = leader[at] as number;
    leader[index] = at;
    return at;
  };
  offers.forEach((offer, index) => {
    const shared = [...offer.roles.map(({ position }) => position), ...(offer.limit ? [offer.limit] : [])];
    for (const thing of shared) {
      const other = groupOf.get(thing);
      if (other === undefined) groupOf.set(thing, index);
      else leader[Math.max(find(other), find(index))] = Math.min(find(other), find(index));
    }
  });
  const groups = new Map<number, BundleOffer[]>();
  offers.forEach((offer, index) => {
    const group = groups.get(find(index));
    if (group) group.push(offer);
    else groups.set(find(index), [offer]);
  });
  return [...groups.values()];
}
