import type { AnyBulkWriteOperation, ChangeStream, Db, Document, ResumeToken } from 'mongodb';
import { AS_STORED, MARKS, MOVED } from '../tenant-copies/collections';
import { type Copy, replacement } from './database-copy';

/** How long the server waits for a change before it says that there is none. */
const AWAIT_MS = 200;
const BATCH = 500;
const ROUND_MS = 500;

/** What the repetition reads of a change. */
interface Change {
  operationType: string;
  /** Its high bits are seconds since 1970. */
  clusterTime?: { getHighBits(): number };
  ns?: { coll: string };
  documentKey?: { _id: unknown };
  fullDocument?: Document | null;
}

/** Repeats in a copy what happens in the original, from a point before the copy began. */
export class ChangeTail {
  private readonly stream: ChangeStream<Document, Document>;

  private constructor(
    private readonly from: Db,
    private readonly to: Copy,
    resumeAfter: ResumeToken | undefined,
  ) {
    this.stream = from.watch<Document, Document>([], {
      ...AS_STORED,
      // What the document is by now: newer than the change, perhaps, but then what made it so follows.
      fullDocument: 'updateLookup',
      maxAwaitTimeMS: AWAIT_MS,
      batchSize: BATCH,
      ...(resumeAfter !== undefined && { resumeAfter }),
    });
  }

  /** @param resumeAfter where an earlier one ended; from now on when left out */
  static async open(from: Db, to: Copy, resumeAfter?: ResumeToken): Promise<ChangeTail> {
    const tail = new ChangeTail(from, to, resumeAfter);
    if (resumeAfter === undefined) await tail.begin();
    return tail;
  }

  /** From where on another one goes on. */
  get position(): ResumeToken {
    return this.stream.resumeToken;
  }

  /** Repeats some of what there is. @returns how many changes those were, and how old the last of them is; 0 where there is none */
  async repeat(): Promise<{ count: number; ageSeconds: number }> {
    const changes: Change[] = [];
    const until = Date.now() + ROUND_MS;
    while (changes.length < BATCH && Date.now() < until) {
      const change = (await this.stream.tryNext()) as Change | null;
      if (!change) break;
      changes.push(change);
    }
    await this.applyAll(changes);
    const last = changes.at(-1)?.clusterTime?.getHighBits();
    return { count: changes.length, ageSeconds: last === undefined ? 0 : Math.max(0, Date.now() / 1000 - last) };
  }

  /** Repeats everything up to now: of an original that nobody writes to any more, all of it. */
  async catchUp(): Promise<void> {
    const mark = `${Date.now()}-${Math.random()}`;
    await this.from.collection<{ _id: string }>(MARKS).insertOne({ _id: mark });
    for (let seen = false; !seen; ) {
      const changes: Change[] = [];
      while (changes.length < BATCH && !seen) {
        const change = (await this.stream.tryNext()) as Change | null;
        if (!change) break;
        if (change.ns?.coll === MARKS) seen = change.documentKey?._id === mark;
        else changes.push(change);
      }
      await this.applyAll(changes);
    }
  }

  async close(): Promise<void> {
    await this.stream.close().catch(() => undefined);
  }

  /** The stream is open, and has a position, once the server has answered. */
  private async begin(): Promise<void> {
    while (!this.stream.resumeToken)
      await this.applyAll([(await this.stream.tryNext()) as Change | null].filter(isThere));
  }

  /** The order over collections does not matter to a copy. */
  private async applyAll(changes: readonly Change[]): Promise<void> {
    const operations = new Map<string, AnyBulkWriteOperation[]>();
    for (const change of changes) {
      const operation = operationOf(change);
      if (!operation || !change.ns) continue;
      const ofCollection = operations.get(change.ns.coll);
      if (ofCollection) ofCollection.push(operation);
      else operations.set(change.ns.coll, [operation]);
    }
    if (operations.size > 0) await this.to.apply(operations);
  }
}

/** @throws Error for what makes the copy another database than the one that was begun */
function operationOf({ operationType, ns, documentKey, fullDocument }: Change): AnyBulkWriteOperation | undefined {
  if (ns?.coll === MARKS) return undefined;
  switch (operationType) {
    case 'insert':
    case 'replace':
    case 'update':
      // Gone meanwhile: its deletion follows.
      return fullDocument ? replacement(fullDocument) : undefined;
    case 'delete':
      return { deleteOne: { filter: { _id: documentKey?._id as never } } };
    default:
      throw new OriginalChanged(`The original had a ${operationType} of ${ns?.coll ?? 'itself'} while it was copied.`);
  }
}

function isThere<T>(value: T | null): value is T {
  return value !== null;
}

/** What is copied is no longer what was begun: to be begun anew. */
export class OriginalChanged extends Error {}

/** Says in the original's log that it is no longer the tenant: a restore to a later moment has to know. */
export async function markMoved(from: Db, to: string | null): Promise<void> {
  await from.collection<{ _id: string; to: string }>(MARKS).insertOne({ _id: MOVED, to: to ?? 'main' });
}

/** Takes the signs away again; nothing of them is in the copy. */
export async function removeMarks(database: Db): Promise<void> {
  await database.dropCollection(MARKS).catch(() => undefined);
}
