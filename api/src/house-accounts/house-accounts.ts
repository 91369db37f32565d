import { cents } from '@liquor-pos/domain/money/money';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession } from 'mongodb';
import type { Model } from 'mongoose';
import { notFound } from '../errors/domain-error';
import { StoredValue } from '../ledger/books/stored-value/stored-value.schema';
import type { AccountPayment } from '../ledger/documents/sale.schema';
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
    if (asked.length === 0) return [];
    const known = await this.values
      .find({ _id: { $in: asked.map(({ code }) => code) }, kind: 'house_account' })
      .select({ 'account.name': 1 })
      .session(session)
      .lean();
    return asked.map(({ code, amountCents }, index) => {
      const name = known.find(({ _id }) => _id === code)?.account?.name;
      if (name === undefined) throw notFound('house account', `lines.${index}.accountPayment.code`);
      return { code, name, amountCents: cents(amountCents) };
    });
  }
}
