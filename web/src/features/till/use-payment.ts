import { useQueryClient } from '@tanstack/react-query';
import { keys } from '../../domain/keys';
import type { Schemas } from '../../lib/api-client';
import { type Problem, problemOf } from '../../lib/problem';
import { type SaleOutcome, useCreateSale } from './api/create-sale';
import { repriced, requestOf } from './basket';
import type { PaidWith } from './components/tender-dialog';
import type { PassedCheck } from './open-sale';
import type { PricedSale } from './use-priced-sale';

/** Answers that say this sale was not made and will not be as it is. */
const REFUSALS = [
  'price_changed',
  'age_check_required',
  'underage',
  'outside_sale_hours',
  'out_of_stock',
  'insufficient_tender',
  'card_over_tendered',
  'change_over_limit',
  'product_not_found',
  'pack_not_found',
  'deposit_not_found',
  'product_archived',
  'approval_required',
  'validation_failed',
  'sale_id_reused',
  'sale_voided',
];

interface PaymentEvents {
  onSold(outcome: SaleOutcome): void;
  /** The server answered that the sale is not made. */
  onRefused(problem: Problem): void;
  /** It was not made, or nobody knows. */
  onFailed(): void;
}

/** Sends the sale, under its own id until its fate is known, and learns from a refusal what the till did not know. */
export function usePayment(open: PricedSale, { onSold, onRefused, onFailed }: PaymentEvents) {
  const { sale, book, registerId, at, priced, passed, catalogue } = open;
  const queries = useQueryClient();
  const creation = useCreateSale(onSold);

  const refused = (error: unknown) => {
    onFailed();
    const problem = problemOf(error);
    // Without an answer, or with one that says nothing of the sale, the id must stay.
    if (problem.status < 400 || problem.status >= 500) return;
    // Only a refusal of this very sale settles its id; anything else may stand between an earlier attempt and its answer.
    if (!REFUSALS.includes(problem.code)) return;
    open.renewId();
    // What the server knows and this till does not yet: another price, an age, hours.
    void queries.invalidateQueries({ queryKey: keys.ruleBook });
    void catalogue.refresh();
    if (problem.code === 'age_check_required' || problem.code === 'underage') open.setPassed(undefined);
    if (problem.code === 'price_changed') {
      open.changeBasket((current) => repriced(current, problem['quote'] as Schemas['QuoteAnswerDto']));
    }
    onRefused(problem);
  };

  const pay = (tenders: PaidWith[]) => {
    const request: Schemas['CreateSaleDto'] = {
      ...requestOf(sale, book, at),
      id: sale.id,
      registerId,
      tenders,
      totalCents: priced.totals.totalCents,
      ...(passed && { ageCheck: toAgeCheck(passed.check) }),
    };
    open.markAttempted();
    creation.mutate(request, { onError: refused });
  };

  return { pay, begin: creation.reset, isPending: creation.isPending, error: creation.error };
}

function toAgeCheck(check: PassedCheck['check']): Schemas['AgeCheckDto'] {
  if (check.method === 'visual') return { method: 'visual' };
  if (check.method === 'birth_date') return check;
  const { method, birthDate, expiresOn } = check;
  return { method, birthDate, ...(expiresOn && { expiresOn }) };
}
