import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Environment, MINIMUM_SECRET_LENGTH } from './environment';

/**
 * The key that signs access tokens: `JWT_SECRET`, else one made at the first start and kept in the data folder.
 * A key object, not a string: jsonwebtoken first tries to read a string as a public key, 1.5 ms on every call.
 */
export function jwtSecret(environment: Environment): KeyObject {
  return createSecretKey(Buffer.from(environment.jwtSecret ?? keptSecret(environment.dataDir), 'utf8'));
}

function keptSecret(dataDir: string): string {
  const file = join(dataDir, 'jwt-secret');
  const aside = `${file}.${process.pid}`;
  mkdirSync(dataDir, { recursive: true });
  try {
    // Written aside and linked to its name whole: of processes that start together one makes it, and none reads half.
    writeFileSync(aside, randomBytes(48).toString('base64url'), { mode: 0o600 });
    linkSync(aside, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  rmSync(aside, { force: true });
  const secret = readFileSync(file, 'utf8');
  if (secret.length < MINIMUM_SECRET_LENGTH)
    throw new Error(`${file} is damaged; delete it, and everyone signs in again`);
  return secret;
}
