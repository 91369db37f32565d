import { badInput } from '../errors/domain-error';

const MOST_BYTES = 30 * 1024;
/** Four characters for three bytes, and room to be told that it is too large. */
export const MOST_BASE64_LENGTH = 60 * 1024;

/** @throws DomainError `validation_failed` for what is no WebP, or larger than a tile needs */
export function webpOf(base64: string): Buffer {
  const bytes = Buffer.from(base64, 'base64');
  const isWebp = bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP';
  if (!isWebp) throw badInput([{ path: 'webp', message: 'must be a WebP picture' }]);
  if (bytes.length > MOST_BYTES)
    throw badInput([{ path: 'webp', message: `must not be larger than ${MOST_BYTES} bytes` }]);
  return bytes;
}
