import { checkAge } from '@liquor-pos/domain/pricing/age';
import { linesBeyondShare } from '@liquor-pos/domain/pricing/hand-limit';
import type { Actor } from '../access/actor';
import { DomainError } from '../errors/domain-error';
import type { AgeCheckRecord, SaleFlag } from '../ledger/documents/sale.schema';
import type { Store } from '../store-directory/store.schema';
import { type RatedBasket, toSaleHours } from './basket';
import type { AgeCheckDto, CreateSaleDto } from './dto/sale-input.dto';

/**
 * What only a manager's word makes true: who buys, that there was no connection. A till shows a cashier
 * who may give leave.
 * @throws DomainError `approval_required`, naming the first field that needs it
 */
export function assertMayAskFor(actor: Actor, { customer, offline }: CreateSaleDto): void {
  if (customer?.groups?.length) actor.require('sale.discount', { path: 'customer.groups', detail: WHO_BUYS });
  if (customer?.taxExemption) actor.require('sale.discount', { path: 'customer.taxExemption', detail: WHO_BUYS });
  if (offline) actor.require('sale.backdate', { path: 'offline', detail: NO_CONNECTION });
}

/**
 * Holds what was changed by hand to the share that the store's cashiers give by themselves.
 * @throws DomainError `approval_required`, naming the first field that needs it
 */
export function assertHandChangesWithin(
  actor: Actor,
  { lines, discount }: CreateSaleDto,
  priced: RatedBasket['priced'],
  { cashierDiscountMillionths }: Store,
): void {
  for (const index of linesBeyondShare(priced.lines, cashierDiscountMillionths)) {
    const { override, discount: ofLine } = lines[index] ?? {};
    if (override) actor.require('sale.price_override', { path: `lines.${index}.override`, detail: BY_HAND });
    if (ofLine) actor.require('sale.discount', { path: `lines.${index}.discount`, detail: BY_HAND });
    if (discount) actor.require('sale.discount', { path: 'discount', detail: BY_HAND });
  }
}

const BY_HAND = 'Prices are changed by hand by a manager, beyond what the store lets its cashiers give.';
const WHO_BUYS = 'That a customer pays less, or no tax, is a manager’s word.';
const AFTER_HOURS = 'at this hour a manager decides.';
const NO_CONNECTION = 'That a sale was rung up without a connection is a manager’s word.';

/** That the law lets a basket be sold, and what is noted of it. */
export interface SaleClearance {
  ageCheck: AgeCheckRecord | null;
  flags: SaleFlag[];
}

/**
 * Whether the law lets the basket be sold: at this hour, to this customer. What was sold without a connection is sold, and flagged.
 * @throws DomainError `outside_sale_hours`, `approval_required` where the store decides on the hour, `age_check_required`, `underage`
 */
export function clearSale(
  actor: Actor,
  { hours, age, at }: RatedBasket,
  { ageCheck, offline }: CreateSaleDto,
): SaleClearance {
  const flags: SaleFlag[] = [];
  if (!hours.open) {
    if (!offline && !hours.rule.byApproval) throw outsideSaleHours(hours);
    if (!offline) actor.require('sale.after_hours', { path: 'lines', detail: `${hours.rule.name}: ${AFTER_HOURS}` });
    flags.push('outside_sale_hours');
  }
  const record = ageCheck ? { method: ageCheck.method, minimumAge: age?.minimumAge ?? null } : null;
  if (!age) return { ageCheck: record, flags };
  const fault = ageFault(age, ageCheck, at.date);
  // Whoever was too young is too young, whatever the connection.
  if (fault && (!offline || fault.code === 'underage')) throw fault;
  return { ageCheck: fault ? null : record, flags: fault ? [...flags, 'age_unchecked'] : flags };
}

function outsideSaleHours(hours: RatedBasket['hours'] & { open: false }): DomainError {
  const saleHours = toSaleHours(hours);
  const again = saleHours.opensAt ? ` It may be sold again from ${saleHours.opensAt.replace('T', ' ')}.` : '';
  return new DomainError('outside_sale_hours', `${hours.rule.name}: not sold at this hour.${again}`, {
    errors: [{ path: 'lines', message: `hold what ${hours.rule.name} keeps from sale now` }],
    extra: { saleHours },
  });
}

function ageFault(
  requirement: NonNullable<RatedBasket['age']>,
  check: AgeCheckDto | undefined,
  today: string,
): DomainError | undefined {
  const { minimumAge } = requirement;
  const required = (path: string, message: string) =>
    new DomainError('age_check_required', `The customer must be ${minimumAge}: check and send it.`, {
      errors: [{ path, message }],
      extra: { minimumAge },
    });
  if (!check) return required('ageCheck', 'is needed for this basket');
  const { method, birthDate, expiresOn } = check;
  if (method !== 'visual' && birthDate === undefined) return required('ageCheck.birthDate', `is needed for ${method}`);
  const outcome = checkAge(
    method === 'visual' ? { method } : { method, birthDate: birthDate ?? '', expiresOn: expiresOn ?? null },
    requirement,
    today,
  );
  if (outcome.passed) return undefined;
  switch (outcome.fault) {
    case 'underage':
      return new DomainError('underage', `The customer is not ${minimumAge} yet. Take the restricted items off.`, {
        errors: [{ path: 'ageCheck.birthDate', message: `is less than ${minimumAge} years ago` }],
        extra: { minimumAge },
      });
    case 'visual_not_allowed':
      return required('ageCheck.method', 'a look is not enough here');
    case 'licence_expired':
      return required('ageCheck.expiresOn', 'the licence has expired');
    case 'invalid_birth_date':
      return required('ageCheck.birthDate', 'is no one’s birth date');
  }
}
