import { cents } from '@liquor-pos/domain/money/money';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession } from 'mongodb';
import type { Model } from 'mongoose';
import { notFound } from '../errors/domain-error';
import { StoredValue } from '../ledger/books/stored-value/stored-value.schema';
import type { AccountPayment, SaleTender } from '../ledger/documents/sale.schema';
import { TENANT } from '../tenancy/tenant-connection';

/** House accounts, as sales know them. */
@Injectable()
export class HouseAccounts {
  constructor(@InjectModel(StoredValue.name, TENANT) private readonly values: Model<StoredValue>) {}

  /** What is paid into them, with the names they have now. @throws DomainError `house_account_not_found` */
  async payments(
    asked: readonly { code: string; amountCents: number }[],
    session: ClientSession,
  ): Promise<AccountPayment[]> {
    const names = await this.names(
      asked.map(({ code }) => code),
      session,
    );
    return asked.map(({ code, amountCents }, index) => {
      const name = names.get(code);
      if (name === undefined) throw notFound('house account', `lines.${index}.accountPayment.code`);
      return { code, name, amountCents: cents(amountCents) };
    });
  }

  /** Tenders with the names of their accounts, for receipts; one that nobody knows is refused where it is entered. */
  async named(tenders: readonly SaleTender[], session: ClientSession): Promise<SaleTender[]> {
    const names = await this.names(
      tenders.flatMap(({ type, code }) => (type === 'house_account' && code ? [code] : [])),
      session,
    );
    return tenders.map((tender) => {
      const name = names.get(tender.code ?? '');
      return name === undefined ? tender : { ...tender, name };
    });
  }

  /** Nothing is asked where there is none, as in nearly every sale. */
  private async names(codes: readonly string[], session: ClientSession): Promise<ReadonlyMap<string, string>> {
    if (codes.length === 0) return new Map();
    const known = await this.values
      .find({ _id: { $in: [...codes] }, kind: 'house_account' })
      .select({ 'account.name': 1 })
      .session(session)
      .lean();
    return new Map(known.flatMap(({ _id, account }) => (account ? [[_id, account.name] as const] : [])));
  }
}
