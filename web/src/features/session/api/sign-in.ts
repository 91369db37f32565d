import { answered, api, type Schemas } from '../../../lib/api-client';

export function signIn(email: string, password: string): Promise<Schemas['LoginAnswerDto']> {
  return answered(api.POST('/api/auth/login', { body: { email, password } }));
}

/** Another stands at the till from now on, who has typed a PIN. */
export function switchTo(userId: string, pin: string): Promise<Schemas['LoginAnswerDto']> {
  return answered(api.POST('/api/auth/switch', { body: { userId, pin } }));
}

export async function signOut(): Promise<void> {
  await api.POST('/api/auth/logout', { body: {} });
}
