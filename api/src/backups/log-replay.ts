import {
  type AnyBulkWriteOperation,
  type ChangeStream,
  type Db,
  type Document,
  type Filter,
  type ResumeToken,
  Timestamp,
} from 'mongodb';
import { badInput } from '../errors/domain-error';
import { AS_STORED, MARKS, MOVED } from '../tenant-copies/collections';

const AWAIT_MS = 500;
const BATCH = 500;

/** What the server's log says of a change. */
interface Change {
  operationType: string;
  wallTime?: Date;
  ns?: { coll: string };
  documentKey?: { _id: unknown };
  fullDocument?: Document;
  updateDescription?: {
    updatedFields: Document;
    removedFields: string[];
    truncatedArrays?: { field: string; newSize: unknown }[];
  };
}

interface Logged extends Change {
  _id: ResumeToken;
}

/**
 * Does in a restored database what was done in the original after its backup, change by change, up to a moment. The server's log holds changes for as
 * long as it was made large enough for; that the original has been dropped since does not matter.
 *
 * @returns how many changes there were
 * @throws Error where the log no longer reaches back to the backup, or the tenant moved away or was restored before that moment
 */
export async function replayLog(original: Db, restored: Db, after: Timestamp, until: Date): Promise<number> {
  const end = await endOfLog(original);
  const stream = original.watch<Document, Document>([], {
    ...AS_STORED,
    startAtOperationTime: new Timestamp({ t: after.getHighBits(), i: after.getLowBits() + 1 }),
    maxAwaitTimeMS: AWAIT_MS,
    batchSize: BATCH,
  });
  let changes = 0;
  try {
    for (;;) {
      const { batch, erased } = await nextBatch(stream, end, until);
      await applyAll(restored, batch);
      changes += batch.length;
      if (erased) await assertNothingSince(original, erased, end, until);
      if (batch.length < BATCH) return changes;
    }
  } finally {
    await stream.close().catch(() => undefined);
  }
}

/** Where the log ends just now. A token's text sorts by time (MongoDB's manual, "Resume Tokens"). */
async function endOfLog(database: Db): Promise<string> {
  const stream = database.watch<Document, Document>([], { maxAwaitTimeMS: AWAIT_MS });
  try {
    while (textOf(stream.resumeToken) === '') await stream.tryNext();
    return textOf(stream.resumeToken);
  } finally {
    await stream.close().catch(() => undefined);
  }
}

/** Null once the log is read to that end, and not before: while it has much of others to look through it has nothing to say for a while. */
async function nextChange(stream: ChangeStream<Document, Document>, end: string): Promise<Logged | null> {
  for (;;) {
    const change = (await stream.tryNext()) as Logged | null;
    if (change || textOf(stream.resumeToken) >= end) return change;
  }
}

function textOf(token: ResumeToken): string {
  return (token as { _data?: string } | undefined)?._data ?? '';
}

/** Shorter than a batch where nothing more is to be done; with where the log says that the original was taken away. */
async function nextBatch(
  stream: ChangeStream<Document, Document>,
  end: string,
  until: Date,
): Promise<{ batch: Change[]; erased?: ResumeToken }> {
  const batch: Change[] = [];
  while (batch.length < BATCH) {
    const change = await nextChange(stream, end);
    const isLater = change?.wallTime !== undefined && change.wallTime > until;
    if (!change || isLater) break;
    // What took the original away is not done again.
    if (change.operationType === 'invalidate') return { batch, erased: change._id };
    assertStillThere(change);
    // A database that is dropped loses its collections first.
    if (['drop', 'dropDatabase'].includes(change.operationType) || change.ns?.coll === MARKS) continue;
    batch.push(change);
  }
  return { batch };
}

/** What was restored since begins from another backup, and is no continuation of this one. */
async function assertNothingSince(original: Db, erased: ResumeToken, end: string, until: Date): Promise<void> {
  const stream = original.watch<Document, Document>([], { startAfter: erased, maxAwaitTimeMS: AWAIT_MS });
  try {
    const change = await nextChange(stream, end);
    if (!change?.wallTime || change.wallTime > until) return;
    const at = change.wallTime.toISOString();
    throw badInput([{ path: 'at', message: `is after it was erased and restored at ${at}; use a backup made since` }]);
  } finally {
    await stream.close().catch(() => undefined);
  }
}

/** What was done since is in the log of where it went. */
function assertStillThere({ ns, documentKey, wallTime, fullDocument }: Change): void {
  if (ns?.coll !== MARKS || documentKey?._id !== MOVED) return;
  const at = wallTime?.toISOString() ?? 'some time';
  throw badInput([
    {
      path: 'at',
      message: `is after the move to ${String(fullDocument?.['to'])} at ${at}; use a backup that was made there`,
    },
  ]);
}

async function applyAll(database: Db, changes: readonly Change[]): Promise<void> {
  let operations: AnyBulkWriteOperation[] = [];
  for (const [index, change] of changes.entries()) {
    operations.push(...operationsOf(change));
    const name = change.ns?.coll;
    if (name === undefined || changes[index + 1]?.ns?.coll === name) continue;
    if (operations.length > 0) await database.collection(name).bulkWrite(operations, { ordered: true });
    operations = [];
  }
}

function operationsOf({
  operationType,
  documentKey,
  fullDocument,
  updateDescription,
}: Change): AnyBulkWriteOperation[] {
  const filter = { _id: documentKey?._id } as Filter<Document>;
  if (operationType === 'delete') return [{ deleteOne: { filter } }];
  if (operationType !== 'update') {
    return fullDocument ? [{ replaceOne: { filter, replacement: fullDocument, upsert: true } }] : [];
  }
  const { updatedFields = {}, removedFields = [], truncatedArrays = [] } = updateDescription ?? {};
  const updates: Document[] = truncatedArrays.map(({ field, newSize }) => ({
    $push: { [field]: { $each: [], $slice: Number(newSize) } },
  }));
  if (removedFields.length > 0) updates.push({ $unset: Object.fromEntries(removedFields.map((field) => [field, ''])) });
  if (Object.keys(updatedFields).length > 0) updates.push({ $set: updatedFields });
  return updates.map((update) => ({ updateOne: { filter, update } }));
}
