import { type Cents, cents, sumCents } from '@liquor-pos/domain/money/money';
import type { Allocated } from '@liquor-pos/domain/pricing/allocations';
import type { OfferLeft } from '@liquor-pos/domain/pricing/basket';
import type { PricedBasket } from '@liquor-pos/domain/pricing/priced-basket';
import type { Allocation, Promotion } from '@liquor-pos/domain/pricing/rules';
import type { BusinessDate } from '@liquor-pos/domain/time/business-date';
import { Injectable } from '@nestjs/common';
import type { ClientSession } from 'mongodb';
import { RuleCountsBook } from '../ledger/books/rule-counts/rule-counts.book';
import type { CountedUse } from '../ledger/documents/sale.schema';

/** Who buys, as far as limits are concerned. */
export interface LimitedCustomer {
  reference?: string | undefined;
}

/** Of an allocation: how much of it is in the basket, and how much this customer may still have; null where nobody knows who buys. */
export interface AllocationLeft extends Allocated {
  counter: string | null;
  left: number | null;
}

/** What is left of what the rules limit. */
@Injectable()
export class RuleLimits {
  constructor(private readonly counts: RuleCountsBook) {}

  /** One round trip, or none where no offer is limited. */
  async offersLeft(
    promotions: readonly Promotion[],
    { reference }: LimitedCustomer,
    session?: ClientSession,
  ): Promise<OfferLeft[]> {
    const limited = promotions.filter(isLimited);
    const counted = await this.counts.read(
      limited.flatMap(({ id }) => countersOf(id, reference)),
      session,
    );
    return leftOf(limited, { reference }, counted);
  }

  /** One round trip, or none where nothing of the basket is allocated. */
  async allocationsLeft(
    allocated: readonly Allocated[],
    { reference }: LimitedCustomer,
    day: BusinessDate,
    session?: ClientSession,
  ): Promise<AllocationLeft[]> {
    const asked = allocated.map((one) => ({ ...one, counter: allocationCounter(one.rule, reference, day) }));
    const counted = await this.counts.read(
      asked.flatMap(({ counter }) => counter ?? []),
      session,
    );
    return asked.map((one) => {
      const { rule, counter } = one;
      if (rule.per === 'sale') return { ...one, left: rule.units };
      return { ...one, left: counter === null ? null : Math.max(rule.units - counted(counter).times, 0) };
    });
  }
}

/** What is left of limited offers when their counters stand so. */
export function leftOf(
  promotions: readonly Promotion[],
  { reference }: LimitedCustomer,
  counted: (counter: string) => { times: number; cents: number },
): OfferLeft[] {
  return promotions.filter(isLimited).map((promotion) => {
    const { id, maxUses, maxUsesPerCustomer, budgetCents } = promotion;
    const all = counted(offerCounter(id));
    const own = reference === undefined ? 0 : counted(offerCounter(id, reference)).times;
    const uses = [
      ...(maxUses === null ? [] : [maxUses - all.times]),
      ...(maxUsesPerCustomer === null ? [] : [maxUsesPerCustomer - own]),
    ];
    return {
      promotionId: id,
      uses: uses.length === 0 ? null : Math.max(Math.min(...uses), 0),
      cents: budgetCents === null ? null : cents(Math.max(budgetCents - all.cents, 0)),
    };
  });
}

function isLimited({ maxUses, maxUsesPerCustomer, budgetCents }: Promotion): boolean {
  return maxUses !== null || maxUsesPerCustomer !== null || budgetCents !== null;
}

/**
 * What a sale uses up of limited offers: one use of each that took something off, and what that was. Where a minimum price gave back all that was
 * taken off a line, none took anything off it.
 */
export function usesOf(
  { lines }: Pick<PricedBasket, 'lines'>,
  promotions: readonly Promotion[],
  { reference }: LimitedCustomer = {},
): CountedUse[] {
  const taken = new Map<string, number>();
  for (const { discounts } of lines) {
    if (sumCents(discounts.map(({ amountCents }) => amountCents)) <= 0) continue;
    for (const { kind, ruleId, amountCents } of discounts) {
      if (kind === 'promotion' && ruleId) taken.set(ruleId, (taken.get(ruleId) ?? 0) + amountCents);
    }
  }
  return promotions.filter(isLimited).flatMap(({ id }) => {
    const off = taken.get(id) ?? 0;
    if (off === 0) return [];
    return countersOf(id, reference).map((counter) => ({ counter, times: 1, cents: off as Cents, lines: null }));
  });
}

/** What a sale uses up of what is allocated to its customer. */
export function allocationsUsed(allocations: readonly AllocationLeft[]): CountedUse[] {
  return allocations.flatMap(({ counter, units, lines }) =>
    counter === null ? [] : [{ counter, times: units, cents: cents(0), lines }],
  );
}

function countersOf(promotionId: string, reference: string | undefined): string[] {
  return [offerCounter(promotionId), ...(reference === undefined ? [] : [offerCounter(promotionId, reference)])];
}

function offerCounter(promotionId: string, reference?: string): string {
  return ['offer', promotionId, ...(reference === undefined ? [] : [reference])].join('/');
}

/** Null where a limit is on customers, and nobody knows this one; what is limited by the sale needs no count. */
function allocationCounter({ id, per }: Allocation, reference: string | undefined, day: BusinessDate): string | null {
  if (per === 'sale' || reference === undefined) return null;
  return ['allocation', id, reference, ...(per === 'customer_day' ? [day] : [])].join('/');
}
