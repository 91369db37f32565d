import { badInput } from '../errors/domain-error';
import type { FilterQuery } from '../mongo/query-types';

export interface Page<T> {
  items: T[];
  /** Pass it as `cursor` for the next page; null on the last. */
  nextCursor: string | null;
}

/** Where a page ends: the last item's sort value and, for equal values, its id. */
interface Position {
  value: string | number;
  id: string;
}

/** Cuts the one extra document that was read to learn whether there is a next page. */
export function toPage<D, T>(docs: D[], limit: number, position: (doc: D) => Position, toItem: (doc: D) => T): Page<T> {
  const page = docs.slice(0, limit);
  const last = page.at(-1);
  const nextCursor = docs.length > limit && last !== undefined ? encode(position(last)) : null;
  return { items: page.map(toItem), nextCursor };
}

/**
 * The filter for what comes after a cursor, in the order of `field` and then `_id`.
 * @throws DomainError `validation_failed` for a cursor this API did not give out
 */
export function afterCursor<Id>(
  cursor: string | undefined,
  field: string,
  direction: 'ascending' | 'descending',
  revive: { value: (value: string | number) => unknown; id: (id: string) => Id },
): FilterQuery {
  if (cursor === undefined) return {};
  const position = decode(cursor);
  const beyond = direction === 'ascending' ? '$gt' : '$lt';
  try {
    const value = revive.value(position.value);
    if (value instanceof Date && !isOfRecord(value)) throw invalidCursor();
    return {
      $or: [{ [field]: { [beyond]: value } }, { [field]: value, _id: { [beyond]: revive.id(position.id) } }],
    };
  } catch {
    throw invalidCursor();
  }
}

/** Dates that some document of this product may have; databases differ in what they make of others. */
function isOfRecord(date: Date): boolean {
  return date >= FIRST_DATE && date <= LAST_DATE;
}

const FIRST_DATE = new Date('1900-01-01T00:00:00Z');
const LAST_DATE = new Date('2200-01-01T00:00:00Z');

function encode(position: Position): string {
  return Buffer.from(JSON.stringify([position.value, position.id])).toString('base64url');
}

function decode(cursor: string): Position {
  try {
    const [value, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as unknown[];
    const known = (typeof value === 'string' || typeof value === 'number') && typeof id === 'string';
    if (known) return { value, id };
  } catch {
    // Falls through to the same answer as any other foreign text.
  }
  throw invalidCursor();
}

function invalidCursor() {
  return badInput([{ path: 'cursor', message: 'must be the nextCursor of an earlier answer' }]);
}
