import { useMutation } from '@tanstack/react-query';
import { answered, api } from '../../../lib/api-client';
import { problemOf } from '../../../lib/problem';

/** What is on a gift card or a store credit; asked when its code is in hand, never kept. */
export function useGiftCard() {
  const asking = useMutation({
    mutationFn: (code: string) => answered(api.GET('/api/gift-cards/{code}', { params: { path: { code } } })),
  });
  const isUnknown = asking.error !== null && problemOf(asking.error).code === 'gift_card_not_found';
  return { ...asking, isUnknown, error: isUnknown ? null : asking.error };
}
