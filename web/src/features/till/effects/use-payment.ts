import type { Cents } from '@liquor-pos/domain/money/money';
import { useRef } from 'react';
import type { Schemas } from '../../../lib/api-client';
import { problemOf } from '../../../lib/problem';
import { earlierOutcome, findSale, type SaleOutcome, useCreateSale } from '../api/create-sale';
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
  const asking = useRef(false);
  /**
   * Where an earlier attempt was left without an answer, the server is asked before anybody takes money again: what went through is done
   * with, however the basket was changed since. Without an answer now either, it is paid again under the same id.
   */
  const begin = async (start: () => void) => {
    if (!sale.attempted) return start();
    if (asking.current) return;
    asking.current = true;
    const made = await findSale(sale.id).catch(() => null);
    asking.current = false;
    if (!made) return start();
    const outcome = earlierOutcome(made, requestOf(sale, book, at).lines);
    onSold(outcome);
    dispatch({ kind: 'sold', outcome });
  };
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
  return { begin, pay, reset: creation.reset, isPending: creation.isPending, error: creation.error };
}

function toAgeCheck(check: PassedCheck['check']): Schemas['AgeCheckDto'] {
  if (check.method === 'visual') return { method: 'visual' };
  if (check.method === 'birth_date') return check;
  const { method, birthDate, expiresOn } = check;
  return { method, birthDate, ...(expiresOn && { expiresOn }) };
}
