import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Sale } from '../../../domain/sale-writes';
import { settlementOf } from '../../../domain/settlement';
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
    dispatch({ kind: 'doubt settled', made: made ? told(made, currency) : undefined });
  }, [doubtful, made, currency, dispatch]);
}

/** Of an exchange what was paid, or is to be handed back. */
function told(made: Sale, currency: string) {
  const { paidCents, backCents } = settlementOf(made);
  return { number: made.receiptNumber, total: formatCents(paidCents - backCents, currency) };
}
