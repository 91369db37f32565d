import { createHash } from 'node:crypto';
import { type Cents, cents, sumCents } from '@liquor-pos/domain/money/money';
import { endOfCode, MOST_ON_A_CARD_CENTS } from '@liquor-pos/domain/tenders/stored-value';
import { isStoredValue, type StoredValueType } from '@liquor-pos/domain/tenders/tender-types';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession } from 'mongodb';
import type { Model, Types } from 'mongoose';
import { badInput, DomainError, notFound } from '../../../errors/domain-error';
import { type BulkOperation, insert, update } from '../../../mongo/bulk-write';
import { ID_INDEX } from '../../../mongo/transaction';
import { TENANT } from '../../../tenancy/tenant-connection';
import { addUp, type Book, differencesOf, type Posting } from '../../book';
import { Sale } from '../../documents/sale.schema';
import { StoredValue, type StoredValueEntry } from './stored-value.schema';

/** What is entered, as far as gift cards and store credit are concerned. */
type EntryOfValue = Pick<Sale, '_id' | 'kind' | 'tenders' | 'giftCards'>;

/** What an entry does to one code, and the field that named it. */
interface Change {
  code: string;
  kind: StoredValueType;
  amountCents: Cents;
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
    if (changes.length === 0) return undefined;
    const codes = [...new Set(changes.map(({ code }) => code))];
    const known = await this.values
      .find({ _id: { $in: codes } })
      .select({ kind: 1, balanceCents: 1 })
      .session(session)
      .lean();
    const operations = codes.map((code): BulkOperation => {
      const value = known.find(({ _id }) => _id === code);
      const ofCode = changes.filter((change) => change.code === code);
      assertOneKind(ofCode, value?.kind);
      const amountCents = sumCents(ofCode.map((change) => change.amountCents));
      assertCovered(ofCode, value?.balanceCents ?? cents(0), amountCents);
      const written: StoredValueEntry = { entryId: entry._id, at: now, amountCents, registerId };
      if (value)
        return update(this.values, { _id: code }, { $inc: { balanceCents: amountCents }, $push: { entries: written } });
      const kind = ofCode[0]?.kind ?? 'gift_card';
      return insert(this.values, { _id: code, kind, balanceCents: amountCents, entries: [written] }, ID_INDEX);
    });
    return { operations: () => operations };
  }

  async differences(): Promise<string[]> {
    const sums = new Map<string, Record<string, number>>();
    const touching = { $or: [{ 'giftCards.0': { $exists: true } }, { 'tenders.code': { $exists: true } }] };
    const cursor = this.sales.find(touching).select({ kind: 1, tenders: 1, giftCards: 1 }).lean().cursor();
    for await (const sale of cursor) {
      for (const { code, amountCents } of changesOf(sale))
        addUp(sums, code, { balance: amountCents, entries: amountCents });
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
  return `${endOfCode(code)} (${createHash('sha256').update(code).digest('hex').slice(0, 12)})`;
}

/** Gift cards sold put on their code, tenders take off theirs; of voids and returns both are negative. */
function changesOf({ kind, tenders, giftCards = [] }: Pick<EntryOfValue, 'kind' | 'tenders' | 'giftCards'>): Change[] {
  return [
    ...giftCards.map(({ code, amountCents }, index) => {
      const path = `lines.${index}.giftCard.code`;
      return { code, kind: 'gift_card' as const, amountCents, path, opens: kind === 'sale' };
    }),
    ...tenders.flatMap(({ type, code, amountCents }, index) => {
      if (code === undefined || !isStoredValue(type)) return [];
      return {
        code,
        kind: type,
        amountCents: cents(-amountCents),
        path: `tenders.${index}.code`,
        opens: kind === 'return',
      };
    }),
  ];
}

/** @throws DomainError `gift_card_not_found` where a code is of another kind than it is called, or nobody knows it */
function assertOneKind(changes: readonly Change[], known: StoredValueType | undefined): void {
  const kind = known ?? changes.find(({ opens }) => opens)?.kind;
  const wrong = changes.find((change) => change.kind !== kind);
  if (wrong) throw notFound('gift card', wrong.path);
}

/**
 * What is taken off must have been on it before: a card that is charged in the same sale does not pay for itself.
 * @throws DomainError `insufficient_balance`, `validation_failed` for more than a card holds
 */
function assertCovered(changes: readonly Change[], balanceCents: Cents, amountCents: Cents): void {
  const taken = changes.filter((change) => change.amountCents < 0);
  const takenCents = -sumCents(taken.map((change) => change.amountCents));
  if (takenCents > balanceCents) throw insufficient(balanceCents, taken[0]?.path ?? '');
  const charged = changes.find((change) => change.opens && change.kind === 'gift_card');
  if (charged && balanceCents + amountCents > MOST_ON_A_CARD_CENTS) {
    throw badInput([
      { path: charged.path, message: `would hold more than the ${MOST_ON_A_CARD_CENTS} cents a card may` },
    ]);
  }
}

function insufficient(balanceCents: Cents, path: string): DomainError {
  return new DomainError('conflict', 'insufficient_balance', `Only ${balanceCents} cents are left on it.`, {
    errors: [{ path, message: `has only ${balanceCents} cents left` }],
    extra: { balanceCents },
  });
}
