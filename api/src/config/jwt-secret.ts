import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from './environment';

/**
 * The key that signs access tokens: `JWT_SECRET`, else one made at the first start and kept in the data folder.
 * A key object, not a string: jsonwebtoken first tries to read a string as a public key, 1.5 ms on every call.
 */
export function jwtSecret(environment: Environment): KeyObject {
  return createSecretKey(Buffer.from(environment.jwtSecret ?? keptSecret(environment.dataDir), 'utf8'));
}

function keptSecret(dataDir: string): string {
  const file = join(dataDir, 'jwt-secret');
  mkdirSync(dataDir, { recursive: true });
  try {
    // 'wx' lets one of several processes that start together make it; the others read it.
    writeFileSync(file, randomBytes(48).toString('base64url'), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readFileSync(file, 'utf8');
}
