import { createHash } from 'node:crypto';
import { type Cents, cents } from '@liquor-pos/domain/money/money';
import { isStoredValue, type StoredValueType } from '@liquor-pos/domain/tenders/tender-types';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession } from 'mongodb';
import type { Model, Types } from 'mongoose';
import { DomainError, notFound } from '../../../errors/domain-error';
import { type BulkOperation, insert, update } from '../../../mongo/bulk-write';
import { ID_INDEX } from '../../../mongo/transaction';
import { TENANT } from '../../../tenancy/tenant-connection';
import { type Book, differencesOf, type Posting } from '../../book';
import { Sale } from '../../documents/sale.schema';
import { StoredValue, type StoredValueEntry } from './stored-value.schema';

/** What is entered, as far as gift cards and store credit are concerned. */
type EntryOfValue = Pick<Sale, '_id' | 'kind' | 'tenders' | 'giftCards'>;

/** What an entry does to one code, and the field that named it. */
interface Change {
  kind: StoredValueType;
  amountCents: number;
  path: string;
  /** Whether a code that nobody has seen yet may come into being by it. */
  opens: boolean;
}

/**
 * What the store owes on gift cards and as credit. Each balance is the sum of its entries, which are what sales, returns and voids say of
 * its code; none falls below nothing, whichever registers redeem it at once: they conflict on its document, and the second looks again.
 */
@Injectable()
export class StoredValueBook implements Book {
  constructor(
    @InjectModel(StoredValue.name, TENANT) private readonly values: Model<StoredValue>,
    @InjectModel(Sale.name, TENANT) private readonly sales: Model<Sale>,
  ) {}

  /**
   * Undefined where an entry has nothing to do with it, which costs nothing.
   * @throws DomainError `gift_card_not_found`, `insufficient_balance`
   */
  async post(
    entry: EntryOfValue,
    { registerId, session, now }: { registerId: Types.ObjectId; session: ClientSession; now: Date },
  ): Promise<Posting | undefined> {
    const changes = changesOf(entry);
    if (changes.size === 0) return undefined;
    const known = await this.values
      .find({ _id: { $in: [...changes.keys()] } })
      .select({ kind: 1, balanceCents: 1 })
      .session(session)
      .lean();
    const operations: BulkOperation[] = [];
    for (const [code, change] of changes) {
      const value = known.find(({ _id }) => _id === code);
      const amountCents = cents(change.amountCents);
      const written: StoredValueEntry = { entryId: entry._id, at: now, amountCents, registerId };
      if (value ? value.kind !== change.kind : !change.opens) throw notFound('gift card', change.path);
      const balanceCents = cents((value?.balanceCents ?? 0) + amountCents);
      if (balanceCents < 0) throw insufficient(value?.balanceCents ?? cents(0), change.path);
      operations.push(
        value
          ? update(this.values, { _id: code }, { $inc: { balanceCents: amountCents }, $push: { entries: written } })
          : insert(this.values, { _id: code, kind: change.kind, balanceCents, entries: [written] }, ID_INDEX),
      );
    }
    return { operations: () => operations };
  }

  async differences(): Promise<string[]> {
    const sums = new Map<string, Record<string, number>>();
    const add = (code: string, amounts: Record<string, number>) => {
      const sum = sums.get(code) ?? {};
      for (const [name, amount] of Object.entries(amounts)) sum[name] = (sum[name] ?? 0) + amount;
      sums.set(code, sum);
    };
    const touching = { $or: [{ 'giftCards.0': { $exists: true } }, { 'tenders.code': { $exists: true } }] };
    const cursor = this.sales.find(touching).select({ kind: 1, tenders: 1, giftCards: 1 }).lean().cursor();
    for await (const sale of cursor) {
      for (const [code, { amountCents }] of changesOf(sale)) add(code, { balance: amountCents, entries: amountCents });
    }
    const kept = new Map<string, object>();
    const faults: string[] = [];
    for await (const { _id, balanceCents, entries } of this.values.find().lean().cursor()) {
      const summed = entries.reduce((sum, { amountCents }) => sum + amountCents, 0);
      kept.set(_id, { balance: balanceCents, entries: summed });
      if (balanceCents < 0) faults.push(`gift card ${masked(_id)}: its balance is below nothing`);
    }
    const masks = (of: Map<string, object>) => new Map([...of].map(([code, figures]) => [masked(code), figures]));
    return [...faults, ...differencesOf('gift card', masks(sums), masks(kept))];
  }
}

/** A code is as good as money: who reads a log is not to have it. */
function masked(code: string): string {
  return `…${code.slice(-4)} (${createHash('sha256').update(code).digest('hex').slice(0, 12)})`;
}

/** By code: gift cards sold put on it, tenders take off it; of voids and returns both are negative. */
function changesOf({ kind, tenders, giftCards = [] }: Pick<EntryOfValue, 'kind' | 'tenders' | 'giftCards'>) {
  const changes = new Map<string, Change>();
  const add = (code: string, change: Change) => {
    const before = changes.get(code);
    const amountCents = (before?.amountCents ?? 0) + change.amountCents;
    changes.set(code, { ...change, ...before, amountCents, opens: change.opens || (before?.opens ?? false) });
  };
  giftCards.forEach(({ code, amountCents }, index) => {
    const path = `lines.${index}.giftCard.code`;
    add(code, { kind: 'gift_card', amountCents, path, opens: kind === 'sale' });
  });
  tenders.forEach(({ type, code, amountCents }, index) => {
    if (code === undefined || !isStoredValue(type)) return;
    const path = `tenders.${index}.code`;
    add(code, { kind: type, amountCents: -amountCents, path, opens: kind === 'return' });
  });
  return changes;
}

function insufficient(balanceCents: Cents, path: string): DomainError {
  return new DomainError('conflict', 'insufficient_balance', `Only ${balanceCents} cents are left on it.`, {
    errors: [{ path, message: `has only ${balanceCents} cents left` }],
    extra: { balanceCents },
  });
}
