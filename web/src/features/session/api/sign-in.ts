import { answered, api, type Schemas } from '../../../lib/api-client';

export function signIn(email: string, password: string): Promise<Schemas['LoginAnswerDto']> {
  return answered(api.POST('/api/auth/login', { body: { email, password } }));
}

export async function signOut(): Promise<void> {
  await api.POST('/api/auth/logout', { body: {} });
}
