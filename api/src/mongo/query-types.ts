/** A MongoDB filter built by this program; never one that came in with a request. */
export type FilterQuery = Record<string, unknown>;
