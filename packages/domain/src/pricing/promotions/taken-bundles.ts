import type { BundleOffer, PositionRole } from './bundle-offers.ts';
import type { Candidate } from './candidate.ts';

/** Base units of one position. */
export interface Part {
  position: number;
  units: number;
}

/** Units that take an offer together, and how many times such units do. */
export interface TakenBundle {
  candidate: Candidate;
  /** Count toward it at their own best price. */
  bought: Part[];
  /** Receive it. */
  got: Part[];
  times: number;
}

/** A unit, or the first of a pack, with its part in an offer. */
export interface UnitRole {
  position: number;
  offer: number;
  role: PositionRole;
}

/** Puts units together that take an offer together: in their order, so that what opens it first is followed first. */
export function bundlesOf(offers: readonly BundleOffer[], units: readonly UnitRole[]): TakenBundle[] {
  const bundles: TakenBundle[] = [];
  offers.forEach((offer, index) => {
    const ofOffer = units.filter((unit) => unit.offer === index);
    const parts = [{ count: offer.opens }, ...offer.followers].map(({ count }, part) => ({
      count,
      units: ofOffer.filter(({ role }) => role.part === part),
    }));
    const [openers, ...followers] = parts as [(typeof parts)[number], ...typeof parts];
    const times = isGift(offer)
      ? Math.max(...followers.map(({ count, units: all }) => Math.ceil(all.length / count)))
      : openers.units.length / openers.count;
    for (let time = 0; time < times; time++) {
      const own = parts.map(({ count, units: all }) => all.slice(time * count, (time + 1) * count));
      const roles = own.flat();
      const [opened, ...followed] = own.map((some) =>
        some.map(({ position, role }) => ({ position, units: role.size })),
      );
      const saves = roles.reduce((sum, { role }) => sum + role.saves, -offer.costs);
      if (saves <= 0n) continue;
      add(bundles, { candidate: offer.candidate, ...partsIn(offer, opened ?? [], followed.flat()), times: 1 });
    }
  });
  return bundles;
}

/** Whether what follows is got for what opens it, as far as it is there. */
function isGift({ followers }: BundleOffer): boolean {
  return followers.some(({ all }) => !all);
}

/** What opens a "buy and get" is bought; in every other bundle all units receive it. */
export function partsIn(
  offer: BundleOffer,
  opened: readonly Part[],
  followed: readonly Part[],
): { bought: Part[]; got: Part[] } {
  return isGift(offer)
    ? { bought: merged(opened), got: merged(followed) }
    : { bought: [], got: merged([...opened, ...followed]) };
}

function merged(parts: readonly Part[]): Part[] {
  const units = new Map<number, number>();
  for (const part of parts) units.set(part.position, (units.get(part.position) ?? 0) + part.units);
  return [...units].map(([position, count]) => ({ position, units: count }));
}

/** The same units again are the same bundle once more. */
function add(bundles: TakenBundle[], bundle: TakenBundle): void {
  const last = bundles.at(-1);
  const same =
    last?.candidate === bundle.candidate && keyOf(last.bought, last.got) === keyOf(bundle.bought, bundle.got);
  if (same) last.times++;
  else bundles.push(bundle);
}

function keyOf(...parts: Part[][]): string {
  return parts.map((some) => some.map(({ position, units }) => `${position}:${units}`).join()).join('/');
}
