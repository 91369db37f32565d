import type { Cents } from '@liquor-pos/domain/money/money';
import type { Schemas } from '../../../lib/api-client';
import { problemOf } from '../../../lib/problem';
import { type SaleOutcome, useCreateSale } from '../api/create-sale';
import { requestOf } from '../basket';
import type { PaidWith, PassedCheck } from '../machine/open-sale';
import type { TillContext, TillState } from '../machine/state';
import type { Dispatch } from '../machine/use-till-machine';

interface Payment {
  registerId: string;
  totalCents: Cents;
  onSold(outcome: SaleOutcome): void;
}

/** Sends the sale, under its own id until its fate is known, and tells the machine what became of it. */
export function usePayment(
  { sale, passed }: TillState,
  { book, at }: TillContext,
  dispatch: Dispatch,
  { registerId, totalCents, onSold }: Payment,
) {
  const creation = useCreateSale((outcome) => {
    onSold(outcome);
    dispatch({ kind: 'sold', outcome });
  });
  const pay = (tenders: readonly PaidWith[]) => {
    const request: Schemas['CreateSaleDto'] = {
      ...requestOf(sale, book, at),
      id: sale.id,
      registerId,
      tenders: [...tenders],
      totalCents,
      ...(passed && { ageCheck: toAgeCheck(passed.check) }),
    };
    dispatch({ kind: 'sent' });
    creation.mutate(request, { onError: (error) => dispatch({ kind: 'not sold', problem: problemOf(error) }) });
  };
  return { pay, reset: creation.reset, isPending: creation.isPending, error: creation.error };
}

function toAgeCheck(check: PassedCheck['check']): Schemas['AgeCheckDto'] {
  if (check.method === 'visual') return { method: 'visual' };
  if (check.method === 'birth_date') return check;
  const { method, birthDate, expiresOn } = check;
  return { method, birthDate, ...(expiresOn && { expiresOn }) };
}
