import { createHash } from 'node:crypto';

/** What tells a retry from another request under the same id: a hash of everything that decides what is done. */
export function contentHash(content: unknown): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}
