import { cents } from '@liquor-pos/pricing/money';
import { mostCash } from '@liquor-pos/pricing/most-cash';
import type { Principal } from '../auth/principal';
import { includesRole } from '../auth/role';
import { businessDate } from '../common/business-date';
import { DomainError, needsManager } from '../common/domain-error';
import type { Register } from '../stores/register.schema';
import { type Store, settingsOf } from '../stores/store.schema';
import type { EmptiesDto } from './dto/sale-input.dto';
import type { SaleTender } from './sale.schema';

/**
 * What a cashier's empties bring the register's count of the day to; undefined where nothing is counted.
 * @throws DomainError `approval_required` past the store's limits
 */
export function countedEmpties(
  principal: Principal,
  empties: readonly EmptiesDto[] = [],
  { store, register }: { store: Store; register: Register },
  now: Date,
): Register['empties'] | undefined {
  const containers = empties.reduce((sum, { count }) => sum + count, 0);
  if (containers === 0 || includesRole(principal.role, 'manager')) return undefined;
  const { emptiesPerSale, emptiesPerDay } = settingsOf(store).limits;
  if (containers > emptiesPerSale) throw overLimit(`A cashier takes at most ${emptiesPerSale} containers in one sale.`);
  const today = businessDate(now, store.timezone, store.dayStartHour);
  const before = register.empties?.businessDate === today ? register.empties.count : 0;
  if (before + containers > emptiesPerDay) {
    const left = Math.max(emptiesPerDay - before, 0);
    throw overLimit(
      `Cashiers take at most ${emptiesPerDay} containers a day at this register; ${left} are left today.`,
    );
  }
  return { businessDate: today, count: before + containers };
}

function overLimit(detail: string): DomainError {
  return needsManager('empties', detail, 'empties.over_limit');
}

/** @throws DomainError `change_over_limit` where more cash is handed over than anybody would for what is due */
export function assertChangeWithin(tenders: readonly SaleTender[], changeCents: number, store: Store): void {
  const inCash = tenders.filter(({ type }) => type === 'cash').reduce((sum, { amountCents }) => sum + amountCents, 0);
  const most = mostCash(cents(inCash - changeCents), settingsOf(store).limits.changeCents);
  if (inCash <= most) return;
  throw new DomainError(
    'unprocessable',
    'change_over_limit',
    `At most ${most} cents in cash are taken for this sale.`,
    {
      errors: [{ path: 'tenders', message: `hand over more cash than the ${most} cents that are taken for it` }],
      extra: { mostCashCents: most },
    },
  );
}
