import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { formatCents } from '../../lib/format';
import { useT } from '../../lib/texts';
import { useProfile } from '../session/session';
import { findSale } from './api/create-sale';
import type { PricedSale } from './use-priced-sale';
import type { Screen } from './use-screen';

const ASK_AGAIN_MS = 3000;

/** A sale was given up without an answer: asks what became of it until the server says, and tells the cashier if it was made. */
export function useDoubtfulSale({ sale: { doubtful }, forgetDoubt }: PricedSale, { setNotice }: Screen): void {
  const t = useT();
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
    if (made !== null) {
      const values = { number: made.receiptNumber, total: formatCents(made.totalCents, currency) };
      setNotice(t('till.wentThrough', values));
    }
    forgetDoubt();
  }, [doubtful, made, currency, setNotice, forgetDoubt, t]);
}
