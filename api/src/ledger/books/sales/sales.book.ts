import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession } from 'mongodb';
import type { Model } from 'mongoose';
import { TENANT } from '../../../tenancy/tenant-connection';
import { type Book, differencesOf } from '../../book';
import { Sale } from '../../documents/sale.schema';

/** The sales, voids and returns themselves: each adds up, and what a sale says came back of it is what its returns took. */
@Injectable()
export class SalesBook implements Book {
  constructor(@InjectModel(Sale.name, TENANT) private readonly sales: Model<Sale>) {}

  async differences(session: ClientSession): Promise<string[]> {
    return [...(await this.totalsAgainstLines(session)), ...(await this.salesAgainstReturns(session))];
  }

  private async totalsAgainstLines(session: ClientSession): Promise<string[]> {
    const faults: string[] = [];
    const fields = {
      lines: 1,
      empties: 1,
      giftCards: 1,
      accountPayments: 1,
      totals: 1,
      tenders: 1,
      changeCents: 1,
      roundingCents: 1,
    } as const;
    for await (const sale of this.sales.find().select(fields).session(session).lean().cursor()) {
      const lines = sum([
        ...sale.lines.map((line) => line.totalCents),
        ...[...sale.empties, ...sale.giftCards, ...sale.accountPayments].map(amountOf),
      ]);
      const paid = sum(sale.tenders.map(amountOf)) - sale.changeCents - sale.roundingCents;
      if (lines !== sale.totals.totalCents)
        faults.push(`sale ${sale._id}: lines ${lines}, total ${sale.totals.totalCents}`);
      if (paid !== sale.totals.totalCents)
        faults.push(`sale ${sale._id}: paid ${paid}, total ${sale.totals.totalCents}`);
    }
    return faults;
  }

  private async salesAgainstReturns(session: ClientSession): Promise<string[]> {
    const taken = new Map<string, object>();
    const kept = new Map<string, object>();
    const count = (to: Map<string, object>, sale: string, what: string, amount: number) => {
      if (amount === 0) return;
      const known = (to.get(sale) ?? {}) as Record<string, number>;
      to.set(sale, { ...known, [what]: (known[what] ?? 0) + amount });
    };
    const fields = { kind: 1, returnOf: 1, lines: 1, totals: 1, refunded: 1 } as const;
    const cursor = this.sales.find({ kind: { $ne: 'void' } }).select(fields);
    for await (const { _id, kind, returnOf, lines, totals, refunded } of cursor.session(session).lean().cursor()) {
      // Of goods without a receipt no sale knows.
      if (kind === 'return' && returnOf === null) continue;
      const of = returnOf ?? '';
      lines.forEach((line, index) => {
        if (kind === 'return') count(taken, of, `line ${line.saleLine ?? index}`, -line.quantity);
        else count(kept, _id, `line ${index}`, line.returnedQuantity);
      });
      if (kind === 'return') count(taken, of, 'returned goods', -totals.totalCents);
      else count(kept, _id, 'returned goods', refunded.ebtCents + refunded.cardCents + refunded.cashExactCents);
    }
    return differencesOf('returns of sale', taken, kept);
  }
}

function amountOf({ amountCents }: { amountCents: number }): number {
  return amountCents;
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}
