import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { formatCents } from '../../../lib/format';
import { useProfile } from '../../session/session';
import { findSale } from '../api/create-sale';
import type { OpenSale } from '../machine/open-sale';
import type { Dispatch } from '../machine/use-till-machine';

const ASK_AGAIN_MS = 3000;

/** A sale was given up without an answer: asks what became of it until the server says, and tells the cashier if it was made. */
export function useDoubtfulSale({ doubtful }: OpenSale, dispatch: Dispatch): void {
  const { currency } = useProfile().organization;
  const { data: made } = useQuery({
    queryKey: ['doubtful-sale', doubtful],
    queryFn: () => findSale(doubtful ?? ''),
    enabled: doubtful !== undefined,
    retry: true,
    retryDelay: ASK_AGAIN_MS,
    staleTime: Number.POSITIVE_INFINITY,
  });
  useEffect(() => {
    if (doubtful === undefined || made === undefined) return;
    const paid = (made?.tenders ?? []).filter(({ type }) => type !== 'exchange');
    const back = (made?.exchanged?.tenders ?? []).filter(({ type }) => type !== 'exchange');
    // Of an exchange what was paid, or is to be paid out.
    const cents = [...paid, ...back].reduce((sum, one) => sum + one.amountCents, -(made?.changeCents ?? 0));
    const told = made && { number: made.receiptNumber, total: formatCents(cents, currency) };
    dispatch({ kind: 'doubt settled', made: told ?? undefined });
  }, [doubtful, made, currency, dispatch]);
}
