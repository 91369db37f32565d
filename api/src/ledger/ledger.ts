import { businessDate } from '@liquor-pos/domain/time/business-date';
import { localTime } from '@liquor-pos/domain/time/zoned-time';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession } from 'mongodb';
import type { Model } from 'mongoose';
import type { Actor } from '../access/actor';
import { DomainError } from '../errors/domain-error';
import { Idempotency } from '../idempotency/idempotency';
import type { KeyedRequest } from '../idempotency/idempotency-key';
import { bulkWrite, insert } from '../mongo/bulk-write';
import { ID_INDEX, inTransaction, violatedIndex } from '../mongo/transaction';
import type { RegisterPlace } from '../store-directory/store-directory';
import { CurrentTenant } from '../tenancy/current-tenant';
import { TENANT } from '../tenancy/tenant-connection';
import type { Posting } from './book';
import { DrawerBook } from './books/drawer/drawer.book';
import { ReceiptsBook } from './books/receipts/receipts.book';
import { RuleCountsBook } from './books/rule-counts/rule-counts.book';
import { StoredValueBook } from './books/stored-value/stored-value.book';
import { Sale } from './documents/sale.schema';
import { type EntryContext, EntryContexts } from './entry-context';
import { StoreLanes } from './store-lanes';

/** What makes an entry the one it is: an id of the caller's, and a hash of what was asked for under it. */
export interface EntryIdentity {
  id: string;
  hash: string;
  /** The sale it takes back, as a whole or in part. */
  of?: string;
}

/** Of the return that an exchange enters with its sale: nobody else's can have it. */
export function exchangeId(saleId: string): string {
  return `${saleId}:exchange`;
}

/** What an entry says itself; the rest of its document is the ledger's. */
export type EntryContent = Omit<Sale, LedgerField>;
type LedgerField =
  | '_id'
  | 'requestHash'
  | 'storeId'
  | 'registerId'
  | 'shiftId'
  | 'receiptNumber'
  | 'cashierId'
  | 'cashierName'
  | 'businessDate'
  | 'localHour'
  | 'createdAt';

export interface Entry {
  content: EntryContent;
  /** Of a void: the number of what it undoes. Others get the register's next. */
  receiptNumber?: string;
  /** A return that is entered with it, and before it: of the goods that are exchanged for what it sells. */
  exchanged?: EntryContent;
  /** To the books that depend on what was sold; drawer, receipts and stored value are the ledger's own. */
  postings: readonly Posting[];
}

/** What an entry is worked out in: the context, and the transaction for what else it must read. */
export interface EntryWork {
  context: EntryContext;
  session: ClientSession;
  /** One instant for the whole entry. */
  now: Date;
}

export interface Entered {
  document: Sale;
  /** True when the id was entered before: this is that first answer again. */
  replayed: boolean;
}

/**
 * The one way in which money and stock are written. An entry stands in its store's lane, reads what it needs in one state of the database,
 * works out its document and its postings, and writes all of them at once, or nothing.
 */
@Injectable()
export class Ledger {
  constructor(
    @InjectModel(Sale.name, TENANT) private readonly sales: Model<Sale>,
    private readonly current: CurrentTenant,
    private readonly contexts: EntryContexts,
    private readonly lanes: StoreLanes,
    private readonly drawer: DrawerBook,
    private readonly receipts: ReceiptsBook,
    private readonly storedValue: StoredValueBook,
    private readonly ruleCounts: RuleCountsBook,
    private readonly idempotency: Idempotency,
  ) {}

  /**
   * Enters a sale, return or void at a register. Conflicts run the work again, so it has no effects of its own.
   * @throws DomainError `register_not_found`, `register_closed`, `no_open_shift`, `sale_id_reused`, `database_unavailable`, `gift_card_not_found`, `insufficient_balance`, and whatever the work refuses with
   */
  enter(
    actor: Actor,
    { registerId, storeId }: RegisterPlace,
    identity: EntryIdentity,
    work: (inputs: EntryWork) => Promise<Entry>,
  ): Promise<Entered> {
    return this.lanes.run(`${this.current.id}:${storeId.toString()}`, async () => {
      try {
        return await inTransaction(this.current.connection, async (session) => {
          const context = await this.contexts.read(registerId, identity.id, identity.of, session);
          if (context.entry) return replayOf(context.entry, identity);
          const now = new Date();
          const entry = await work({ context, session, now });
          // What a closed register sold can still be undone; it sells and pays out nothing more.
          if (context.register.closedAt && entry.content.kind !== 'void') throw registerClosed();
          return { document: await this.write(actor, identity, entry, { context, session, now }), replayed: false };
        });
      } catch (error) {
        // Another process took the same id between our look and our write.
        const first = violatedIndex(error) === ID_INDEX && (await this.sales.findById(identity.id).lean());
        if (first) return replayOf(first, identity);
        throw error;
      }
    });
  }

  /** Enters what changes a store's books without a receipt, once for a key. @throws as `enter`, and `idempotency_key_reused` */
  enterBooks<T extends object>(
    storeId: RegisterPlace['storeId'],
    request: KeyedRequest | undefined,
    work: (session: ClientSession) => Promise<{ answer: T; postings: readonly Posting[] }>,
  ): Promise<T> {
    return this.lanes.run(`${this.current.id}:${storeId.toString()}`, () =>
      this.idempotency.once(request, async (session) => {
        const { answer, postings } = await work(session);
        await this.writeAll(postings, session);
        return answer;
      }),
    );
  }

  /** Enters what is done to a register's drawer besides sales. Conflicts run the work again, so it has no effects of its own. @throws as `enter` */
  enterDrawer<T>(
    { registerId, storeId }: RegisterPlace,
    work: (inputs: EntryWork) => Promise<{ answer: T; postings: readonly Posting[] }>,
  ): Promise<T> {
    return this.lanes.run(`${this.current.id}:${storeId.toString()}`, () =>
      inTransaction(this.current.connection, async (session) => {
        const context = await this.contexts.read(registerId, '', undefined, session);
        const { answer, postings } = await work({ context, session, now: new Date() });
        if (postings.length > 0) await this.writeAll(postings, session);
        return answer;
      }),
    );
  }

  private async write(
    actor: Actor,
    { id, hash }: EntryIdentity,
    { content, exchanged, receiptNumber, postings }: Entry,
    work: EntryWork,
  ): Promise<Sale> {
    const first = exchanged && (await this.prepare(actor, { id: exchangeId(id), hash }, { content: exchanged }, work));
    const itself = await this.prepare(actor, { id, hash }, { content, receiptNumber }, first?.after ?? work);
    await this.writeAll([...(first?.postings ?? []), ...itself.postings, ...postings], work.session);
    return itself.document;
  }

  /** A document with what it posts to the ledger's own books, and what the next one of the same transaction is worked out in. */
  private async prepare(
    actor: Actor,
    { id, hash }: EntryIdentity,
    { content, receiptNumber }: Pick<Entry, 'content' | 'receiptNumber'>,
    { context, session, now }: EntryWork,
  ): Promise<{ document: Sale; postings: Posting[]; after: EntryWork }> {
    const { store, register, latestShift: latest } = context;
    const place = { storeId: store._id, registerId: register._id };
    const receipt = receiptNumber === undefined ? this.receipts.next(store, register) : undefined;
    const numbered = { _id: id, ...content, receiptNumber: receipt?.receiptNumber ?? receiptNumber ?? '' };
    const drawer = await this.drawer.post(actor, { store, registerId: register._id, latest }, numbered, {
      session,
      now,
    });
    const value = await this.storedValue.post(numbered, { registerId: register._id, session, now });
    const document: Sale = {
      ...numbered,
      ...place,
      shiftId: drawer.shift._id,
      cashierId: actor.userId,
      cashierName: actor.name,
      businessDate: businessDate(content.at, store.timezone, store.dayStartHour),
      localHour: localTime(content.at, store.timezone).hour,
      requestHash: hash,
      createdAt: now,
    };
    const itself: Posting = { operations: () => [insert(this.sales, document)] };
    const receiptCounter = register.receiptCounter + (receipt ? 1 : 0);
    const after = { ...context, register: { ...register, receiptCounter }, latestShift: drawer.shift };
    return {
      document,
      postings: [itself, receipt, drawer, value, this.ruleCounts.post(numbered)].filter(
        (posting) => posting !== undefined,
      ),
      after: { context: after, session, now },
    };
  }

  private async writeAll(postings: readonly Posting[], session: ClientSession): Promise<void> {
    const operations = postings.flatMap((posting) => posting.operations());
    await bulkWrite(this.current.connection, operations, session);
  }
}

function registerClosed(): DomainError {
  return new DomainError('register_closed', 'This register is closed. Sell at another one.', {
    errors: [{ path: 'registerId', message: 'is closed' }],
  });
}

function replayOf(document: Sale, { hash }: EntryIdentity): Entered {
  if (document.requestHash === hash) return { document, replayed: true };
  throw new DomainError(
    'sale_id_reused',
    'A different sale was made with this id. Give every sale an id of its own; repeat one only to retry the same sale.',
    { errors: [{ path: 'id', message: 'belongs to a different sale' }] },
  );
}
