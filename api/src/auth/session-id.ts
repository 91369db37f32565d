import { randomUUID } from 'node:crypto';

/**
 * A session's id names the credential version it began under, so that a token tells by itself, and without comparing
 * clocks, whether the password was changed since.
 */
export function newSessionId(credentialVersion: number): string {
  return `${credentialVersion}-${randomUUID()}`;
}

export function credentialVersionOf(sessionId: string): number {
  return Number(sessionId.slice(0, sessionId.indexOf('-')));
}
