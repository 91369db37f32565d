import { createHash } from 'node:crypto';
import { StreamableFile } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { webpOf } from './webp';

/** A small WebP, and the hash it is known by: another picture has another one. */
export interface Picture {
  webp: Buffer;
  hash: string;
}

const HASH_LENGTH = 24;
const FOR_GOOD = 'private, max-age=31536000, immutable';

/** @throws DomainError `validation_failed` for what is no WebP, or larger than 30 kB */
export function pictureOf(base64: string): Picture {
  const webp = webpOf(base64);
  return { webp, hash: createHash('sha256').update(webp).digest('hex').slice(0, HASH_LENGTH) };
}

/** Under its hash a picture never changes; a till without a network shows what it has. */
export function served({ webp, hash }: Picture, askedFor: string | undefined, reply: FastifyReply): StreamableFile {
  if (askedFor === hash) void reply.header('cache-control', FOR_GOOD);
  return new StreamableFile(webp, { type: 'image/webp' });
}
