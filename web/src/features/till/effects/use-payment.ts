import type { Cents } from '@liquor-pos/domain/money/money';
import type { LocalMoment } from '@liquor-pos/domain/time/local-time';
import { type RefObject, useRef, useState } from 'react';
import type { Schemas } from '../../../lib/api-client';
import { problemOf } from '../../../lib/problem';
import { earlierOutcome, findSale, type SaleOutcome, useCreateSale } from '../api/create-sale';
import { type Book, givenAwayCents, type PaidWith, requestOf } from '../basket';
import type { OpenSale, PassedCheck } from '../machine/open-sale';
import type { TillContext, TillState } from '../machine/state';
import type { Dispatch } from '../machine/use-till-machine';

/** A customer stands there; without an answer by then the till goes on as without a network. */
const ASKED_FOR_MS = 4_000;

interface Payment {
  /** The newest state, for what happened while an answer was waited for. */
  now: RefObject<TillState>;
  registerId: string;
  /** What the sale on the screen costs, paid like that. */
  totalOf(tenders: readonly PaidWith[]): Cents;
  onSold(outcome: SaleOutcome): void;
}

/** Sends the sale, under its own id until its fate is known, and tells the machine what became of it. */
export function usePayment(
  { sale }: TillState,
  { book, at }: TillContext,
  dispatch: Dispatch,
  { now, registerId, totalOf, onSold }: Payment,
) {
  const creation = useCreateSale((outcome) => {
    onSold(outcome);
    dispatch({ kind: 'sold', outcome });
  });
  const [asking, setAsking] = useState(false);
  /**
   * Where an earlier attempt was left without an answer, the server is asked before anybody takes money again: what went through is done
   * with, however the basket was changed since. Without an answer now either, it is paid again under the same id. Meanwhile bottles may
   * be scanned, which nobody has seen the price of, or the sale be put aside: then nothing begins.
   */
  const begin = async (start: () => void) => {
    if (!sale.attempted) return start();
    if (asking) return;
    setAsking(true);
    const made = await Promise.race([findSale(sale.id), delayed(null, ASKED_FOR_MS)]).catch(() => null);
    setAsking(false);
    const open = now.current.sale;
    if (!made) return open === sale ? start() : undefined;
    if (open.id !== sale.id) return;
    const outcome = earlierOutcome(made, requestOf(open, book, at).lines);
    onSold(outcome);
    dispatch({ kind: 'sold', outcome });
  };
  /** Without an answer the same is sent again. */
  const sent = useRef<readonly PaidWith[]>(undefined);
  const pay = (tenders: readonly PaidWith[]) => {
    sent.current = tenders;
    // The newest: what somebody allowed a moment ago is not drawn yet.
    const { sale: open, passed } = now.current;
    const request: Schemas['CreateSaleDto'] = {
      ...requestOf(open, book, at),
      id: open.id,
      registerId,
      tenders: tenders.map(({ name: _, ...tender }) => tender),
      totalCents: totalOf(tenders),
      ...(open.exchange && { exchange: open.exchange.goods }),
      ...(passed && { ageCheck: toAgeCheck(passed.check) }),
      ...approvalOf(open, book, at),
    };
    dispatch({ kind: 'sent' });
    creation.mutate(request, {
      onError: (error) => dispatch({ kind: 'not sold', problem: problemOf(error), tenders }),
    });
  };
  const again = () => sent.current && pay(sent.current);
  return { begin, asking, pay, again, reset: creation.reset, isPending: creation.isPending, error: creation.error };
}

/** What was allowed. Whether that is good still the server's clock says, which asks again for what has run out. */
function approvalOf(sale: OpenSale, book: Book, at: LocalMoment): { approval?: string } {
  const cents = givenAwayCents(sale, book, at);
  // Twelve bottles at a price that was allowed for one are asked about again.
  const good = (sale.approvals ?? []).filter(({ upToCents }) => cents <= upToCents);
  return good.length > 0 ? { approval: good.map(({ approval }) => approval).join(' ') } : {};
}

function delayed<T>(value: T, ms: number): Promise<T> {
  return new Promise((resolve) => setTimeout(resolve, ms, value));
}

function toAgeCheck(check: PassedCheck['check']): Schemas['AgeCheckDto'] {
  if (check.method === 'visual') return { method: 'visual' };
  if (check.method === 'birth_date') return check;
  const { method, birthDate, expiresOn } = check;
  return { method, birthDate, ...(expiresOn && { expiresOn }) };
}
