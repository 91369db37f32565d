import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { Transform, type TransformCallback } from 'node:stream';
import { badInput } from '../errors/domain-error';

/**
 * A file that only who has its key can read, and of which nothing can be changed, cut off, or put in another place: a line of JSON with a salt, then
 * pieces of AES-256-GCM, each under its number and whether it is the last.
 */
const FORMAT = 'liquor-pos-backup';
const VERSION = 1;
const ALGORITHM = 'aes-256-gcm';
const PIECE_BYTES = 256 * 1024;
const TAG_BYTES = 16;
const LENGTH_BYTES = 4;
const LEAST_KEY_BYTES = 32;
const LONGEST_HEADER = 1000;

/** @throws DomainError `validation_failed` for a key that is too short to be one */
export function assertKey(key: Buffer): void {
  if (key.length >= LEAST_KEY_BYTES) return;
  throw badInput([
    { path: 'key', message: `must have ${LEAST_KEY_BYTES} bytes or more; make one with: openssl rand -base64 48` },
  ]);
}

export class Sealing extends Transform {
  private readonly salt = randomBytes(16);
  private readonly key: Buffer;
  private waiting: Buffer[] = [];
  private waitingBytes = 0;
  private pieces = 0;

  constructor(key: Buffer) {
    super();
    this.key = keyOf(key, this.salt);
    this.push(`${JSON.stringify({ format: FORMAT, version: VERSION, salt: this.salt.toString('base64') })}\n`);
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.waiting.push(chunk);
    this.waitingBytes += chunk.length;
    while (this.waitingBytes > PIECE_BYTES) this.seal(false);
    done();
  }

  override _flush(done: TransformCallback): void {
    this.seal(true);
    done();
  }

  private seal(isLast: boolean): void {
    const all = Buffer.concat(this.waiting);
    const piece = isLast ? all : all.subarray(0, PIECE_BYTES);
    const rest = all.subarray(piece.length);
    [this.waiting, this.waitingBytes] = [[rest], rest.length];
    const cipher = createCipheriv(ALGORITHM, this.key, nonceOf(this.pieces++, isLast));
    const sealed = Buffer.concat([cipher.update(piece), cipher.final()]);
    const length = Buffer.alloc(LENGTH_BYTES);
    // The highest bit says that it is the last: what it says is checked by the nonce.
    length.writeUInt32BE(isLast ? sealed.length + LAST_BIT : sealed.length);
    this.push(Buffer.concat([length, sealed, cipher.getAuthTag()]));
  }
}

export class Unsealing extends Transform {
  private key: Buffer | undefined;
  private unread: Buffer = Buffer.alloc(0);
  private pieces = 0;
  private ended = false;

  constructor(private readonly keyFile: Buffer) {
    super();
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.unread = this.unread.length === 0 ? chunk : Buffer.concat([this.unread, chunk]);
    try {
      this.key ??= this.header();
      while (this.key && this.piece(this.key)) {
        // As many as there are whole.
      }
      done();
    } catch (error) {
      done(error as Error);
    }
  }

  override _flush(done: TransformCallback): void {
    if (!this.ended) done(damaged('it ends before its end'));
    else done(this.unread.length === 0 ? null : damaged('it goes on after its end'));
  }

  private header(): Buffer | undefined {
    const end = this.unread.indexOf('\n');
    if (end < 0 && this.unread.length < LONGEST_HEADER) return undefined;
    const { format, version, salt } = parsed(this.unread.subarray(0, Math.max(end, 0)).toString('utf8'));
    if (format !== FORMAT || version !== VERSION || !salt) throw damaged('it is no backup that this program made');
    this.unread = this.unread.subarray(end + 1);
    return keyOf(this.keyFile, Buffer.from(salt, 'base64'));
  }

  private piece(key: Buffer): boolean {
    if (this.unread.length < LENGTH_BYTES) return false;
    const said = this.unread.readUInt32BE();
    const isLast = said >= LAST_BIT;
    const length = isLast ? said - LAST_BIT : said;
    if (this.ended || length > 2 * PIECE_BYTES) throw damaged('something was added to it');
    const end = LENGTH_BYTES + length + TAG_BYTES;
    if (this.unread.length < end) return false;
    const decipher = createDecipheriv(ALGORITHM, key, nonceOf(this.pieces, isLast));
    decipher.setAuthTag(this.unread.subarray(end - TAG_BYTES, end));
    try {
      this.push(
        Buffer.concat([decipher.update(this.unread.subarray(LENGTH_BYTES, LENGTH_BYTES + length)), decipher.final()]),
      );
    } catch {
      throw damaged(this.pieces === 0 ? 'or the key is another' : `at its piece ${this.pieces}`);
    }
    this.pieces++;
    this.ended = isLast;
    this.unread = this.unread.subarray(end);
    return true;
  }
}

const LAST_BIT = 2 ** 31;

function nonceOf(piece: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(piece, 4);
  nonce.writeUInt8(isLast ? 1 : 0, 0);
  return nonce;
}

function keyOf(key: Buffer, salt: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', key, salt, FORMAT, 32));
}

function parsed(text: string): { format?: string; version?: number; salt?: string } {
  try {
    return JSON.parse(text) as object;
  } catch {
    return {};
  }
}

function damaged(how: string): Error {
  return badInput([{ path: 'file', message: `is damaged: ${how}` }]);
}
