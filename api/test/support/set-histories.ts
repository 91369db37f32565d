/** What a client did to a set that only grows, and when, by a clock all of them share. */
export type Observation =
  | { kind: 'add'; element: number; began: number; ended: number }
  | { kind: 'read'; elements: readonly number[]; began: number; ended: number };

/**
 * Whether a history of a set that only grows has an order that agrees with what was read and with the time it was read at: strict
 * serializability of what is added and read, as Elle checks it of lists (Kingsbury and Alvaro, "Elle", VLDB 2020). Reads of such a set must
 * form a chain, or two clients saw two pasts (a long fork); a read holds what was acknowledged before it began, and nothing that began after it ended;
 * and what a later read saw, no earlier one may have seen more of.
 *
 * @returns a line for each anomaly
 */
export function chainFaults(history: readonly Observation[]): string[] {
  const adds = history.filter((one) => one.kind === 'add');
  const reads = history.filter((one) => one.kind === 'read');
  const faults: string[] = [];
  for (const read of reads) {
    const seen = new Set(read.elements);
    for (const { element, began, ended } of adds) {
      if (ended < read.began && !seen.has(element))
        faults.push(`${element} was acknowledged, and a later read lacks it`);
      if (began > read.ended && seen.has(element)) faults.push(`${element} was read before it was added`);
    }
    for (const element of seen) {
      if (!adds.some((add) => add.element === element)) faults.push(`${element} was read, and never added`);
    }
  }
  for (const [index, one] of reads.entries()) {
    for (const another of reads.slice(index + 1)) {
      const isLess = includesAll(another.elements, one.elements);
      const isMore = includesAll(one.elements, another.elements);
      if (!isLess && !isMore) faults.push(`[${one.elements}] and [${another.elements}] were both read: two pasts`);
      if (one.ended < another.began && !isLess) faults.push(`[${another.elements}] was read after [${one.elements}]`);
      if (another.ended < one.began && !isMore) faults.push(`[${one.elements}] was read after [${another.elements}]`);
    }
  }
  return [...new Set(faults)];
}

function includesAll(whole: readonly number[], part: readonly number[]): boolean {
  return part.every((element) => whole.includes(element));
}
