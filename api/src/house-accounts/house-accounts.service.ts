import { randomInt } from 'node:crypto';
import { fold } from '@liquor-pos/domain/catalogue/search-words';
import { type Cents, cents } from '@liquor-pos/domain/money/money';
import { canonicalStoredValueCode } from '@liquor-pos/domain/tenders/stored-value';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession } from 'mongodb';
import type { Model } from 'mongoose';
import type { Actor } from '../access/actor';
import { AuditLog } from '../audit/audit-log';
import { changedFields } from '../audit/changed-fields';
import { badInput, notFound, staleVersion } from '../errors/domain-error';
import { afterCursor, type Page, toPage } from '../http/paging';
import { withoutUndefined } from '../http/without-undefined';
import { Idempotency } from '../idempotency/idempotency';
import type { KeyedRequest } from '../idempotency/idempotency-key';
import { type HouseAccountTerms, StoredValue } from '../ledger/books/stored-value/stored-value.schema';
import { Sale } from '../ledger/documents/sale.schema';
import { latest } from '../mongo/server-version';
import { inTransaction } from '../mongo/transaction';
import type { ReportRangeDto } from '../reports/dto/report.dto';
import { CurrentTenant } from '../tenancy/current-tenant';
import { TENANT } from '../tenancy/tenant-connection';
import type {
  CreateHouseAccountDto,
  HouseAccountDto,
  HouseAccountQueryDto,
  StatementDto,
  UpdateHouseAccountDto,
} from './dto/house-account.dto';
import { entriesOf, toStatement } from './statement';

/** Codes of house accounts begin so: the index of ids finds them among gift cards. */
const PREFIX = 'HA';
const OF_ACCOUNTS = { _id: { $gte: PREFIX, $lt: 'HB' }, kind: 'house_account' as const };

/** Who buys on account, up to how much, and what is owed. Sales buy and pay; nothing else changes a balance. */
@Injectable()
export class HouseAccountsService {
  constructor(
    @InjectModel(StoredValue.name, TENANT) private readonly values: Model<StoredValue>,
    @InjectModel(Sale.name, TENANT) private readonly sales: Model<Sale>,
    private readonly current: CurrentTenant,
    private readonly idempotency: Idempotency,
    private readonly log: AuditLog,
  ) {}

  /** By name. */
  async list(actor: Actor, { limit, cursor, q, status }: HouseAccountQueryDto): Promise<Page<HouseAccountDto>> {
    actor.require('sale.create');
    const wanted = fold(q ?? '').trim();
    const docs = await this.values
      .find({
        ...OF_ACCOUNTS,
        ...(status && { 'account.isOpen': status === 'open' }),
        $and: [
          afterCursor(cursor, 'account.sortName', 'ascending', { value: String, id: String }),
          ...(wanted
            ? [{ $or: [containing('account.sortName', wanted), containing('_id', wanted.toUpperCase())] }]
            : []),
        ],
      })
      .sort({ 'account.sortName': 1, _id: 1 })
      .limit(limit + 1)
      .lean();
    return toPage(docs, limit, ({ _id, account }) => ({ value: account?.sortName ?? '', id: _id }), toHouseAccount);
  }

  /** @throws DomainError `house_account_not_found` */
  async get(actor: Actor, code: string): Promise<HouseAccountDto> {
    actor.require('sale.create');
    return toHouseAccount(await this.find(code));
  }

  async create(actor: Actor, input: CreateHouseAccountDto, request?: KeyedRequest): Promise<HouseAccountDto> {
    actor.require('house_account.write');
    return this.idempotency.once(request, async (session) => {
      const { name, limitCents, phone, email, note } = input;
      const contact = { phone: phone || null, email: email || null, note: note || null };
      const account = {
        name,
        sortName: fold(name),
        ...contact,
        limitCents: cents(limitCents),
        isOpen: true,
        version: 1,
      };
      const made = { _id: newCode(), kind: 'house_account' as const, balanceCents: cents(0), entries: [], account };
      await this.values.create([made], { session });
      const after = { name, limitCents };
      await this.log.write(actor, { action: 'house_account.create', subject: made._id, after }, session);
      return toHouseAccount(made);
    });
  }

  /** @throws DomainError `house_account_not_found`, `stale_version` */
  async update(
    actor: Actor,
    code: string,
    { version, open, ...changes }: UpdateHouseAccountDto,
  ): Promise<HouseAccountDto> {
    actor.require('house_account.write');
    const before = await this.find(code);
    if (before.account.version !== version) throw staleVersion('house account');
    const said = withoutUndefined({ ...changes, isOpen: open }) as Partial<HouseAccountTerms>;
    // An empty field says that there is none.
    const changed = Object.fromEntries(
      Object.entries(said).map(([field, value]) => [field, value === '' ? null : value]),
    );
    const account: HouseAccountTerms = { ...before.account, ...changed, version: version + 1 };
    account.sortName = fold(account.name);
    return inTransaction(this.current.connection, async (session) => {
      const at = { _id: before._id, 'account.version': version };
      const after = await this.values
        .findOneAndUpdate(at, { $set: { account } }, { returnDocument: 'after', session })
        .lean();
      if (!after) throw staleVersion('house account');
      const { version: _, owedCents: __, availableCents: ___, ...now } = toHouseAccount(after);
      const fields = changedFields(toHouseAccount(before), now);
      await this.log.write(actor, { action: 'house_account.update', subject: before._id, ...fields }, session);
      return toHouseAccount(after);
    });
  }

  /** What was bought and paid on some business days, and what was owed before and after. @throws DomainError `house_account_not_found`, `validation_failed` */
  async statement(actor: Actor, code: string, { from, to }: ReportRangeDto): Promise<StatementDto> {
    actor.require('report.read');
    if (from > to) throw badInput([{ path: 'to', message: 'must not be before from' }]);
    // In one state of the database: what is sold meanwhile is in both or in neither.
    return inTransaction(this.current.connection, async (session) => {
      const account = await this.find(code, session);
      const touching = { $or: [{ 'tenders.code': account._id }, { 'accountPayments.code': account._id }] };
      const sales = await this.sales
        .find({ businessDate: { $gte: from }, ...touching })
        .select({
          kind: 1,
          at: 1,
          businessDate: 1,
          receiptNumber: 1,
          tenders: 1,
          accountPayments: 1,
          voids: 1,
        })
        .sort({ createdAt: 1, _id: 1 })
        .session(session)
        .lean();
      return toStatement(toHouseAccount(account), { from, to }, entriesOf(account._id, sales));
    });
  }

  private async find(code: string, session?: ClientSession) {
    const found = await this.values
      .findOne({ _id: canonicalStoredValueCode(code), kind: 'house_account' })
      // A transaction reads one moment of its own.
      .setOptions(session ? {} : latest(this.values.db.getClient()))
      .session(session ?? null)
      .lean();
    if (!found?.account) throw notFound('house account');
    return { ...found, account: found.account };
  }
}

function containing(path: string, text: string) {
  // A database's pattern cannot hold it, and no name does.
  if (text.includes('\0')) return { [path]: { $in: [] } };
  return { [path]: { $regex: text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&') } };
}

/** So many digits that none is made twice. */
function newCode(): string {
  return `${PREFIX}${randomInt(1_000_000_000, 10_000_000_000)}`;
}

function toHouseAccount({
  _id,
  balanceCents,
  account,
}: Pick<StoredValue, '_id' | 'balanceCents' | 'account'>): HouseAccountDto {
  if (!account) throw new Error(`${_id} is no house account`);
  const { name, phone, email, note, limitCents, isOpen, version } = account;
  const owedCents: Cents = cents(balanceCents === 0 ? 0 : -balanceCents);
  const availableCents = isOpen ? Math.max(limitCents - owedCents, 0) : 0;
  const status = isOpen ? ('open' as const) : ('closed' as const);
  return { code: _id, name, phone, email, note, limitCents, owedCents, availableCents, status, version };
}
