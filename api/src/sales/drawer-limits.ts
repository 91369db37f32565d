import { cents } from '@liquor-pos/domain/money/money';
import { mostCash } from '@liquor-pos/domain/tenders/most-cash';
import { TENDERS } from '@liquor-pos/domain/tenders/tender-types';
import { businessDate } from '@liquor-pos/domain/time/business-date';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import type { Actor } from '../access/actor';
import { DomainError } from '../errors/domain-error';
import type { Posting } from '../ledger/book';
import type { SaleTender } from '../ledger/documents/sale.schema';
import type { EntryContext } from '../ledger/entry-context';
import { update } from '../mongo/bulk-write';
import { Register } from '../store-directory/register.schema';
import type { Store } from '../store-directory/store.schema';
import { TENANT } from '../tenancy/tenant-connection';
import type { EmptiesDto } from './dto/sale-input.dto';

/** How many empties are paid for without a manager, in a sale and at a register in a day. */
@Injectable()
export class EmptiesLimits {
  constructor(@InjectModel(Register.name, TENANT) private readonly registers: Model<Register>) {}

  /**
   * What a cashier's empties bring the register's count of the day to; undefined where nothing is counted.
   * @throws DomainError `approval_required` past the store's limits
   */
  post(
    actor: Actor,
    empties: readonly EmptiesDto[] = [],
    { store, register }: Pick<EntryContext, 'store' | 'register'>,
    now: Date,
  ): Posting | undefined {
    const containers = empties.reduce((sum, { count }) => sum + count, 0);
    if (containers === 0 || actor.may('empties.over_limit')) return undefined;
    const { emptiesPerSale, emptiesPerDay } = store.limits;
    if (containers > emptiesPerSale) ask(actor, `A cashier takes at most ${emptiesPerSale} containers in one sale.`);
    const today = businessDate(now, store.timezone, store.dayStartHour);
    const before = register.empties?.businessDate === today ? register.empties.count : 0;
    if (before + containers > emptiesPerDay) {
      const left = Math.max(emptiesPerDay - before, 0);
      ask(actor, `Cashiers take at most ${emptiesPerDay} containers a day at this register; ${left} are left today.`);
    }
    const counted = { businessDate: today, count: before + containers };
    return { operations: () => [update(this.registers, { _id: register._id }, { $set: { empties: counted } })] };
  }
}

function ask(actor: Actor, detail: string): void {
  actor.require('empties.over_limit', { path: 'empties', detail });
}

/** @throws DomainError `change_over_limit` where more cash is handed over than anybody would for what is due */
export function assertChangeWithin(tenders: readonly SaleTender[], changeCents: number, store: Store): void {
  const inCash = tenders
    .filter(({ type }) => TENDERS[type].inCoins)
    .reduce((sum, { amountCents }) => sum + amountCents, 0);
  const most = mostCash(cents(inCash - changeCents), store.limits.changeCents);
  if (inCash <= most) return;
  throw new DomainError('change_over_limit', `At most ${most} cents in cash are taken for this sale.`, {
    errors: [{ path: 'tenders', message: `hand over more cash than the ${most} cents that are taken for it` }],
    extra: { mostCashCents: most },
  });
}
