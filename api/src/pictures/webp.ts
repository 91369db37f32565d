import { badInput } from '../errors/domain-error';

const MOST_BYTES = 30 * 1024;
/** Four characters for three bytes, and room to be told that it is too large. */
export const MOST_BASE64_LENGTH = 60 * 1024;

/** @throws DomainError `validation_failed` for what is no WebP, or larger than a tile needs */
export function webpOf(base64: string): Buffer {
  const bytes = Buffer.from(base64, 'base64');
  if (!isWebp(bytes)) throw badInput([{ path: 'webp', message: 'must be a WebP picture' }]);
  if (bytes.length > MOST_BYTES)
    throw badInput([{ path: 'webp', message: `must not be larger than ${MOST_BYTES} bytes` }]);
  return bytes;
}

/** Its container, as long as it says, with one of the chunks a picture begins with (RFC 9649). */
function isWebp(bytes: Buffer): boolean {
  const text = (from: number, to: number) => bytes.toString('latin1', from, to);
  if (bytes.length < 16 || text(0, 4) !== 'RIFF' || text(8, 12) !== 'WEBP') return false;
  return bytes.readUInt32LE(4) + 8 === bytes.length && ['VP8 ', 'VP8L', 'VP8X'].includes(text(12, 16));
}
