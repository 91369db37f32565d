import { expectedCash } from '@liquor-pos/domain/drawer/drawer-cash';
import { TENDER_TYPES } from '@liquor-pos/domain/tenders/tender-types';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession } from 'mongodb';
import type { Model } from 'mongoose';
import type { Shift, TenderAmount } from '../ledger/books/drawer/shift.schema';
import { Sale } from '../ledger/documents/sale.schema';
import { TENANT } from '../tenancy/tenant-connection';
import type { ShiftFiguresDto } from './dto/shift-figures.dto';

interface Sums {
  kinds: { _id: Sale['kind']; count: number; totalCents: number }[];
  totals: Omit<ShiftFiguresDto['totals'], 'salesCount' | 'returnsCount' | 'voidsCount'>[];
  taxes: ShiftFiguresDto['taxes'];
  deposits: ShiftFiguresDto['deposits'];
  discounts: ShiftFiguresDto['discounts'];
  empties: ShiftFiguresDto['empties'];
}

const NO_TOTALS = {
  units: 0,
  grossCents: 0,
  discountCents: 0,
  netCents: 0,
  depositCents: 0,
  taxCents: 0,
  totalCents: 0,
  giftCardCents: 0,
  accountPaymentCents: 0,
  roundingCents: 0,
};

/** What an X shows and a Z keeps: everything that went through a drawer since it was opened. */
@Injectable()
export class ShiftFigures {
  constructor(@InjectModel(Sale.name, TENANT) private readonly sales: Model<Sale>) {}

  async of(shift: Shift, session?: ClientSession): Promise<ShiftFiguresDto> {
    const [sums] = await this.sales.aggregate<Sums>(pipelineOf(shift._id)).session(session ?? null);
    const kindOf = (kind: Sale['kind']) => sums?.kinds.find(({ _id }) => _id === kind);
    const figures = (kind: Sale['kind']) => ({
      count: kindOf(kind)?.count ?? 0,
      totalCents: kindOf(kind)?.totalCents ?? 0,
    });
    return {
      sales: figures('sale'),
      returns: figures('return'),
      voids: figures('void'),
      totals: sums?.totals[0] ?? NO_TOTALS,
      taxes: sums?.taxes ?? [],
      deposits: sums?.deposits ?? [],
      discounts: sums?.discounts ?? [],
      empties: sums?.empties ?? [],
      openingCents: shift.openingCents,
      tenders: TENDER_TYPES.map((tender) => ({ tender, cents: shift.totals.tenders[tender] })).filter(isListed),
      movements: movementsOf(shift),
      expected: expectedOf(shift),
    };
  }
}

/** What should be there of each tender: in the drawer what it was opened with and every change since, of others what was taken. */
export function expectedOf({ openingCents, totals }: Shift): TenderAmount[] {
  const { tenders, movedCents } = totals;
  return TENDER_TYPES.map((tender) => ({
    tender,
    cents: tender === 'cash' ? expectedCash(openingCents, tenders.cash, movedCents) : tenders[tender],
  })).filter(isListed);
}

/** Cash and cards are looked for, even where there were none. */
function isListed({ tender, cents }: TenderAmount): boolean {
  return tender === 'cash' || tender === 'card' || cents !== 0;
}

function movementsOf({ movements }: Shift): ShiftFiguresDto['movements'] {
  const sums = new Map<string, ShiftFiguresDto['movements'][number]>();
  for (const { type, amountCents } of movements) {
    const sum = sums.get(type) ?? { type, count: 0, amountCents: 0 };
    sums.set(type, { type, count: sum.count + 1, amountCents: sum.amountCents + amountCents });
  }
  return [...sums.values()];
}

/** Returns and voids carry their figures negated, so that all of them are sums. */
function pipelineOf(shiftId: string) {
  const sumOf = (...names: (keyof Sale['totals'])[]) =>
    Object.fromEntries(names.map((name) => [name, { $sum: `$totals.${name}` }]));
  const byRule = (list: string, sums: object, about: object = {}) => [
    { $unwind: '$lines' },
    { $unwind: `$lines.${list}` },
    {
      $group: {
        _id: { $ifNull: [`$lines.${list}.ruleId`, `$lines.${list}.name`] },
        name: { $last: `$lines.${list}.name` },
        ...about,
        ...sums,
      },
    },
    { $project: { _id: 0, key: '$_id', name: 1, ...keysOf(about), ...keysOf(sums) } },
    { $sort: { name: 1 as const, key: 1 as const } },
  ];
  return [
    { $match: { shiftId } },
    {
      $facet: {
        kinds: [{ $group: { _id: '$kind', count: { $sum: 1 }, totalCents: { $sum: '$totals.totalCents' } } }],
        totals: [
          {
            $group: {
              _id: null,
              ...sumOf(
                'units',
                'grossCents',
                'discountCents',
                'netCents',
                'depositCents',
                'taxCents',
                'totalCents',
                'giftCardCents',
                'accountPaymentCents',
              ),
              roundingCents: { $sum: '$roundingCents' },
            },
          },
          { $project: { _id: 0 } },
        ],
        taxes: byRule(
          'taxes',
          { taxableCents: { $sum: '$lines.taxes.taxableCents' }, taxCents: { $sum: '$lines.taxes.amountCents' } },
          { inclusive: { $last: '$lines.taxes.inclusive' } },
        ),
        deposits: byRule('deposits', {
          count: { $sum: '$lines.deposits.count' },
          amountCents: { $sum: '$lines.deposits.amountCents' },
        }),
        discounts: [
          { $unwind: '$lines' },
          { $unwind: '$lines.discounts' },
          {
            $group: {
              _id: '$lines.discounts.kind',
              count: { $sum: 1 },
              amountCents: { $sum: '$lines.discounts.amountCents' },
            },
          },
          { $project: { _id: 0, kind: '$_id', count: 1, amountCents: 1 } },
          { $sort: { kind: 1 as const } },
        ],
        empties: [
          { $unwind: '$empties' },
          {
            $group: {
              _id: '$empties.depositId',
              name: { $last: '$empties.name' },
              count: { $sum: '$empties.count' },
              amountCents: { $sum: '$empties.amountCents' },
            },
          },
          { $project: { _id: 0, key: '$_id', name: 1, count: 1, amountCents: 1 } },
          { $sort: { name: 1 as const, key: 1 as const } },
        ],
      },
    },
  ];
}

function keysOf(fields: object): Record<string, 1> {
  return Object.fromEntries(Object.keys(fields).map((key) => [key, 1]));
}
