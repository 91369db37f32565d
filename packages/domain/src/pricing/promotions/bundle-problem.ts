/** How often something may be done in a sale; offers that share one name the same. */
export interface Limit {
  most: number;
}

/** An offer that some units open and that others may, or must, follow. */
export interface SearchOffer {
  /** How many units, or packs, open it once. */
  opens: number;
  /** What opening it once costs. */
  costs: number;
  followers: readonly Follower[];
  /** Whether what follows must cost no more than what opens it. */
  ordered: boolean;
  limit: Limit | null;
}

export interface Follower {
  /** How many may follow for each time it is opened. */
  count: number;
  /** Whether all of them must. */
  all: boolean;
}

/** One way for a unit to take part. */
export interface Role {
  /** By its index. */
  offer: number;
  /** 0 opens it; the followers come after, in their order. */
  part: number;
  /** Whole; not below nothing. */
  saves: number;
  /** Base units that are taken together: 1, or a pack. */
  size: number;
}

/** Units that are all the same to the offers. */
export interface UnitClass {
  /** Of each of its positions. */
  runs: readonly number[];
  /** In all. */
  units: number;
  /** Base units that stand together as a pack. */
  packUnits: number;
  /** Classes with the same one cost the same. */
  priceRank: number;
  roles: readonly Role[];
}

/** Amounts are whole: what differs by less is the same. */
export const HALF = 0.5;
