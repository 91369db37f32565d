import { BSON, type IndexDescription, type Timestamp } from 'mongodb';
import type { Account } from '../main-db/account.schema';
import { AS_STORED } from '../tenant-copies/collections';

/** What a backup says of itself. */
export interface Manifest {
  organization: {
    id: string;
    name: string;
    timezone: string;
    currency: string;
    active: boolean;
    cluster: string | null;
  };
  /** The moment it shows. */
  takenAt: Date;
  /** The same moment on the server's clock: changes after it are not in it. */
  snapshotTime: Timestamp;
  schemaVersion: number;
}

/** What every document of a collection has to add up to. */
export interface CollectionSum {
  documents: number;
  /** Of their bytes, one after the other, in hexadecimal. */
  sha256: string;
}

/** What a backup consists of, in its order. */
export type BackupRecord =
  | { kind: 'manifest'; manifest: Manifest }
  | { kind: 'account'; account: Account }
  | { kind: 'collection'; name: string; indexes: IndexDescription[] }
  | { kind: 'document'; bytes: Buffer }
  | { kind: 'end'; sums: Record<string, CollectionSum> };

/** A document's own bytes stand as they are stored; everything else is a small document of its own. */
const DOCUMENT = 'd'.charCodeAt(0);
const OTHER = 'o'.charCodeAt(0);

export function encode(record: BackupRecord): Buffer {
  if (record.kind === 'document') return Buffer.concat([Buffer.from([DOCUMENT]), record.bytes]);
  return Buffer.concat([Buffer.from([OTHER]), BSON.serialize(record)]);
}

/** Reads what `encode` wrote, however it is cut into pieces. */
export async function* decode(pieces: AsyncIterable<Buffer>): AsyncGenerator<BackupRecord> {
  let read: Buffer = Buffer.alloc(0);
  for await (const piece of pieces) {
    read = read.length === 0 ? piece : Buffer.concat([read, piece]);
    let at = 0;
    for (;;) {
      if (read.length - at < 5) break;
      const length = read.readInt32LE(at + 1);
      if (read.length - at < 1 + length) break;
      const bytes = read.subarray(at + 1, at + 1 + length);
      if (read[at] === DOCUMENT) yield { kind: 'document', bytes };
      else yield BSON.deserialize(bytes) as BackupRecord;
      at += 1 + length;
    }
    read = read.subarray(at);
  }
}

export function documentOf(bytes: Buffer): BSON.Document {
  return BSON.deserialize(bytes, AS_STORED);
}
