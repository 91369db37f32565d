import { createHash } from 'node:crypto';
import { sumCents } from '@liquor-pos/domain/money/money';
import { endOfCode } from '@liquor-pos/domain/tenders/stored-value';
import { BALANCE_TYPES } from '@liquor-pos/domain/tenders/tender-types';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession } from 'mongodb';
import type { Model, Types } from 'mongoose';
import { type BulkOperation, insert, update } from '../../../mongo/bulk-write';
import { ID_INDEX } from '../../../mongo/transaction';
import { TENANT } from '../../../tenancy/tenant-connection';
import { addUp, type Book, differencesOf, type Posting } from '../../book';
import { Sale } from '../../documents/sale.schema';
import { StoredValue, type StoredValueEntry } from './stored-value.schema';
import { assertAllowed, changesOf, type EntryOfValue } from './stored-value-changes';

/**
 * What the store owes on gift cards and as credit, and is owed on house accounts. Each balance is the sum of what sales, returns and voids
 * say of its code; none passes what it may, whichever registers write at once: they conflict on its document, and the second looks again.
 */
@Injectable()
export class StoredValueBook implements Book {
  constructor(
    @InjectModel(StoredValue.name, TENANT) private readonly values: Model<StoredValue>,
    @InjectModel(Sale.name, TENANT) private readonly sales: Model<Sale>,
  ) {}

  /**
   * Undefined where an entry has nothing to do with it, which costs nothing.
   * @throws DomainError `gift_card_not_found`, `insufficient_balance`, `house_account_not_found`, `house_account_closed`, `account_limit_reached`
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
      .select({ entries: 0 })
      .session(session)
      .lean();
    const operations = codes.map((code): BulkOperation => {
      const value = known.find(({ _id }) => _id === code);
      const ofCode = changes.filter((change) => change.code === code);
      assertAllowed(ofCode, value);
      const amountCents = sumCents(ofCode.map((change) => change.amountCents));
      const written: StoredValueEntry = { entryId: entry._id, at: now, amountCents, registerId };
      const kind = value?.kind ?? ofCode[0]?.kind ?? 'gift_card';
      const $push = kind === 'house_account' ? {} : { $push: { entries: written } };
      if (value) return update(this.values, { _id: code }, { $inc: { balanceCents: amountCents }, ...$push });
      const made = { _id: code, kind, balanceCents: amountCents, entries: [written], account: null };
      return insert(this.values, made, ID_INDEX);
    });
    return { operations: () => operations };
  }

  async differences(session: ClientSession): Promise<string[]> {
    const balances = new Map<string, Record<string, number>>();
    const paths = ['giftCards.0', 'accountPayments.0', 'tenders.code'];
    const touching = { $or: paths.map((path) => ({ [path]: { $exists: true } })) };
    const fields = { kind: 1, tenders: 1, giftCards: 1, accountPayments: 1 } as const;
    for await (const sale of this.sales.find(touching).select(fields).session(session).lean().cursor()) {
      for (const { code, kind, amountCents } of changesOf(sale)) {
        addUp(balances, code, { balance: amountCents, ...(kind !== 'house_account' && { entries: amountCents }) });
      }
    }
    const kept = new Map<string, object>();
    const faults: string[] = [];
    const ofBalances = { kind: { $in: BALANCE_TYPES } };
    for await (const { _id, kind, balanceCents, entries } of this.values
      .find(ofBalances)
      .session(session)
      .lean()
      .cursor()) {
      const summed = entries.reduce((sum, { amountCents }) => sum + amountCents, 0);
      kept.set(_id, { balance: balanceCents, entries: summed });
      if (balanceCents < 0 && kind !== 'house_account') {
        faults.push(`gift card ${masked(_id)}: its balance is below nothing`);
      }
    }
    const masks = (of: Map<string, object>) => new Map([...of].map(([code, figures]) => [masked(code), figures]));
    return [...faults, ...differencesOf('gift card or account', masks(balances), masks(kept))];
  }
}

/** A code is as good as money: who reads a log is not to have it. */
function masked(code: string): string {
  return `${endOfCode(code)} (${createHash('sha256').update(code).digest('hex').slice(0, 12)})`;
}
