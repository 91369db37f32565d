import { createHmac, createSecretKey, type KeyObject, randomBytes, timingSafeEqual } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { Environment, MINIMUM_SECRET_LENGTH } from './environment';

/**
 * What the deployment knows and no database does: `JWT_SECRET`, else one made at the first start and kept in the data folder. It signs access
 * tokens, and takes part in every hash and seal. While it is being changed the one before it (`JWT_SECRET_PREVIOUS`) still opens what it closed.
 *
 * Key objects, not strings: jsonwebtoken first tries to read a string as a public key, 1.5 ms on every call.
 */
@Injectable()
export class DeploymentSecrets {
  readonly current: KeyObject;
  readonly previous: KeyObject | undefined;

  constructor(environment: Environment) {
    this.current = keyOf(environment.jwtSecret ?? keptSecret(environment.dataDir));
    this.previous = environment.jwtSecretPrevious === undefined ? undefined : keyOf(environment.jwtSecretPrevious);
  }

  /** A signature of a text that is for one purpose alone: HMAC-SHA-256, base64url. */
  sign(purpose: string, text: string): string {
    return signatureUnder(this.current, purpose, text);
  }

  /** Whether this deployment has signed a text, under either secret. */
  hasSigned(purpose: string, text: string, signature: string): boolean {
    const presented = Buffer.from(signature);
    return this.all.some((secret) => {
      const expected = Buffer.from(signatureUnder(secret, purpose, text));
      return expected.length === presented.length && timingSafeEqual(expected, presented);
    });
  }

  /** The newest first. */
  get all(): readonly KeyObject[] {
    return this.previous ? [this.current, this.previous] : [this.current];
  }
}

function signatureUnder(secret: KeyObject, purpose: string, text: string): string {
  return createHmac('sha256', secret).update(`${purpose}:${text}`).digest('base64url');
}

function keyOf(secret: string): KeyObject {
  return createSecretKey(Buffer.from(secret, 'utf8'));
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
