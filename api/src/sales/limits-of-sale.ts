import { DomainError } from '../errors/domain-error';
import type { CountedUse } from '../ledger/documents/sale.schema';
import type { AllocationLeft } from '../pricing-rules/rule-limits';
import type { RatedBasket } from './basket';

/** @throws DomainError `below_minimum_price`, naming the lines that are sold for less than what they cost allows */
export function assertNotBelowCost({ belowCost }: RatedBasket): void {
  const [first] = belowCost;
  if (!first) return;
  throw new DomainError('below_minimum_price', `${first.rule}: the price is below the least allowed.`, {
    errors: belowCost.map(({ line, leastCents }) => ({
      path: `lines.${line}`,
      message: `may not be sold for less than ${leastCents} cents`,
    })),
  });
}

/** @throws DomainError `customer_required`, `allocation_exceeded`, naming the first line that is too much */
export function assertWithinAllocations(allocations: readonly AllocationLeft[]): void {
  for (const { rule, units, lines, left } of allocations) {
    if (left === null) throw customerRequired(rule.name);
    if (units > left) throw exceeded(rule.name, left, lines[0] ?? 0);
  }
}

function customerRequired(name: string): DomainError {
  const detail = `${name} is limited to so much for a customer: say who buys.`;
  return new DomainError('customer_required', detail, {
    errors: [{ path: 'customer.reference', message: 'must be given for what is allocated' }],
  });
}

function exceeded(name: string, left: number, line: number): DomainError {
  return new DomainError('allocation_exceeded', `${name}: this customer may have ${left} more.`, {
    errors: [{ path: `lines.${line}.quantity`, message: `may be ${left} base units at the most` }],
    extra: { left },
  });
}

/** Whether more was sold than anybody may have, without a connection that would have told. */
export function isOverAllocated(allocations: readonly AllocationLeft[]): boolean {
  return allocations.some(({ units, left }) => left === null || units > left);
}

/** What is left with what comes back in the same transaction. */
export function withReturned(
  allocations: readonly AllocationLeft[],
  returned: readonly CountedUse[],
): readonly AllocationLeft[] {
  return allocations.map((allocation) => {
    const { counter, left } = allocation;
    const back = returned.filter((use) => use.counter === counter).reduce((sum, { times }) => sum - times, 0);
    return { ...allocation, left: left === null ? null : left + back };
  });
}
