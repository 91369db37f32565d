import { useQuery } from '@tanstack/react-query';
import { answered, api } from '../../lib/api-client';

/** Where the device keeps who was chosen last. */
export const LAST_USER = 'till.user.1';

/** Everybody who has a PIN: who may take the till over, or say that they came or went. */
export function usePinUsers() {
  return useQuery({
    queryKey: ['pin-users'],
    queryFn: () => answered(api.GET('/api/auth/pin-users')),
  });
}
