import { createCipheriv, createDecipheriv, hkdfSync, type KeyObject, randomBytes } from 'node:crypto';
import type { DeploymentSecrets } from './deployment-secrets';

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Text that only this deployment reads: AES-256-GCM under a key of its own that is derived from the deployment's secret. */
export function seal(secrets: DeploymentSecrets, purpose: string, text: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, keyFor(secrets.current, purpose), nonce);
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64');
}

/** @throws Error for what neither of the deployment's secrets has sealed */
export function unseal(secrets: DeploymentSecrets, purpose: string, sealed: string): string {
  const bytes = Buffer.from(sealed, 'base64');
  for (const secret of secrets.all) {
    const decipher = createDecipheriv(ALGORITHM, keyFor(secret, purpose), bytes.subarray(0, NONCE_BYTES));
    decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    try {
      const text = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES));
      return Buffer.concat([text, decipher.final()]).toString('utf8');
    } catch {
      // Perhaps the secret before this one.
    }
  }
  throw new Error(
    'Sealed under a secret that this deployment no longer has; set JWT_SECRET_PREVIOUS to the one before.',
  );
}

function keyFor(secret: KeyObject, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', `liquor-pos:${purpose}`, 32));
}
