import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { StockBalance } from '../inventory/stock-balance.schema';
import { StockMovement } from '../inventory/stock-movement.schema';
import { Sale } from '../sales/sale.schema';
import { netTenders } from '../sales/sale-figures';
import { drawerChange } from '../shifts/drawer';
import { type DrawerTotals, Shift } from '../shifts/shift.schema';
import { Register } from '../stores/register.schema';
import { TENANT } from '../tenancy/tenant-connection';

interface StockSum {
  onHand: number;
  valueCents: number;
}

/** Proves an organization's books: every total that is kept equals the sum of the entries it stands for. */
@Injectable()
export class BooksVerifier {
  constructor(
    @InjectModel(StockBalance.name, TENANT) private readonly balances: Model<StockBalance>,
    @InjectModel(StockMovement.name, TENANT) private readonly movements: Model<StockMovement>,
    @InjectModel(Sale.name, TENANT) private readonly sales: Model<Sale>,
    @InjectModel(Shift.name, TENANT) private readonly shifts: Model<Shift>,
    @InjectModel(Register.name, TENANT) private readonly registers: Model<Register>,
  ) {}

  /** @returns a line for each difference; none when the books are right */
  async differences(): Promise<string[]> {
    return [
      ...(await this.stockAgainstMovements()),
      ...(await this.salesAgainstLines()),
      ...(await this.salesAgainstReturns()),
      ...(await this.salesAgainstMovements()),
      ...(await this.shiftsAgainstTenders()),
      ...(await this.countersAgainstReceipts()),
    ];
  }

  private async stockAgainstMovements(): Promise<string[]> {
    const sums = await this.movements.aggregate<StockSum & { _id: { storeId: object; productId: object } }>([
      {
        $group: {
          _id: { storeId: '$storeId', productId: '$productId' },
          onHand: { $sum: '$units' },
          valueCents: { $sum: '$valueCents' },
        },
      },
    ]);
    const key = (storeId: object, productId: object) => `store ${storeId}, product ${productId}`;
    const kept = await this.balances.find().lean();
    return compare(
      'stock',
      new Map(sums.map(({ _id, ...sum }) => [key(_id.storeId, _id.productId), sum])),
      new Map(
        kept.map(({ storeId, productId, onHand, valueCents }) => [key(storeId, productId), { onHand, valueCents }]),
      ),
    );
  }

  private async salesAgainstLines(): Promise<string[]> {
    const faults: string[] = [];
    for await (const sale of this.sales
      .find()
      .select({ lines: 1, empties: 1, totals: 1, tenders: 1, changeCents: 1, roundingCents: 1 })
      .lean()
      .cursor()) {
      const lines = sum([...sale.lines.map((line) => line.totalCents), ...(sale.empties ?? []).map(amountOf)]);
      const paid = sum(sale.tenders.map(amountOf)) - sale.changeCents - (sale.roundingCents ?? 0);
      if (lines !== sale.totals.totalCents)
        faults.push(`sale ${sale._id}: lines ${lines}, total ${sale.totals.totalCents}`);
      if (paid !== sale.totals.totalCents)
        faults.push(`sale ${sale._id}: paid ${paid}, total ${sale.totals.totalCents}`);
    }
    return faults;
  }

  /** What a sale says came back of each line, and in all, is what its returns took. */
  private async salesAgainstReturns(): Promise<string[]> {
    const taken = new Map<string, object>();
    const kept = new Map<string, object>();
    const count = (to: Map<string, object>, sale: string, what: string, amount: number) => {
      if (amount === 0) return;
      const known = (to.get(sale) ?? {}) as Record<string, number>;
      to.set(sale, { ...known, [what]: (known[what] ?? 0) + amount });
    };
    const fields = { kind: 1, returnOf: 1, lines: 1, totals: 1, refunded: 1 } as const;
    const cursor = this.sales.find({ kind: { $ne: 'void' } }).select(fields);
    for await (const { _id, kind, returnOf, lines, totals, refunded } of cursor.lean().cursor()) {
      const of = returnOf ?? '';
      lines.forEach((line, index) => {
        if (kind === 'return') count(taken, of, `line ${line.saleLine ?? index}`, -line.quantity);
        else count(kept, _id, `line ${index}`, line.returnedQuantity ?? 0);
      });
      if (kind === 'return') {
        count(taken, of, 'returned goods', -totals.totalCents);
      } else {
        count(kept, _id, 'returned goods', refunded ? refunded.cardCents + refunded.cashExactCents : 0);
      }
    }
    return compare('returns of sale', taken, kept);
  }

  private async salesAgainstMovements(): Promise<string[]> {
    const sold = await this.sales.aggregate<{ _id: string; kind: string; units: number; voids: string | null }>([
      { $project: { kind: 1, voids: 1, units: '$totals.units' } },
    ]);
    const moved = await this.movements.aggregate<{ _id: { source: string; type: string }; units: number }>([
      { $match: { type: { $in: ['sale', 'void', 'return'] } } },
      { $group: { _id: { source: '$source', type: '$type' }, units: { $sum: '$units' } } },
    ]);
    return compare(
      'units of sale',
      new Map(moved.map(({ _id, units }) => [`${_id.type} ${_id.source}`, { units }])),
      new Map(sold.map(({ _id, kind, voids, units }) => [`${kind} ${voids ?? _id}`, { units: -units }])),
    );
  }

  private async shiftsAgainstTenders(): Promise<string[]> {
    const sums = new Map<string, DrawerTotals>();
    const cursor = this.sales.find().select({ kind: 1, shiftId: 1, tenders: 1, changeCents: 1 }).lean().cursor();
    for await (const { kind, shiftId, tenders, changeCents } of cursor) {
      const key = shiftId.toString();
      const change = drawerChange(DRAWER_COUNTS[kind], netTenders(tenders, changeCents));
      const known = sums.get(key);
      sums.set(key, known ? added(known, change) : change);
    }
    const kept = await this.shifts.find().lean();
    return compare(
      'shift',
      sums as Map<string, object>,
      new Map(kept.map(({ _id, totals }) => [_id.toString(), totals])),
    );
  }

  private async countersAgainstReceipts(): Promise<string[]> {
    const given = await this.sales.aggregate<{ _id: object; receipts: number }>([
      { $match: { kind: { $in: ['sale', 'return'] } } },
      { $group: { _id: '$registerId', receipts: { $sum: 1 } } },
    ]);
    const registers = await this.registers.find().lean();
    return compare(
      'receipts of register',
      new Map(given.map(({ _id, receipts }) => [String(_id), { receipts }])),
      new Map(registers.map(({ _id, receiptCounter }) => [_id.toString(), { receipts: receiptCounter }])),
    );
  }
}

const DRAWER_COUNTS = { sale: { sales: 1 }, void: { voids: 1 }, return: { returns: 1 } };

function added(a: DrawerTotals, b: DrawerTotals): DrawerTotals {
  const entries = Object.entries(a).map(([name, amount]) => [name, amount + b[name as keyof DrawerTotals]]);
  return Object.fromEntries(entries) as DrawerTotals;
}

function amountOf({ amountCents }: { amountCents: number }): number {
  return amountCents;
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}

/** What differs between sums of entries and the totals kept; an entry missing on one side counts as zeros. */
function compare(what: string, sums: Map<string, object>, kept: Map<string, object>): string[] {
  const faults: string[] = [];
  for (const key of new Set([...sums.keys(), ...kept.keys()])) {
    const entries = (sums.get(key) ?? {}) as Record<string, number>;
    const totals = (kept.get(key) ?? {}) as Record<string, number>;
    for (const figure of new Set([...Object.keys(entries), ...Object.keys(totals)])) {
      const [sum, total] = [entries[figure] ?? 0, totals[figure] ?? 0];
      if (sum !== total) faults.push(`${what} ${key}: ${figure} is ${total}, its entries add up to ${sum}`);
    }
  }
  return faults;
}
