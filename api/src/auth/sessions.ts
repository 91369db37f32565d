import { createHash, randomBytes } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession } from 'mongodb';
import type { Model, Types } from 'mongoose';
import { DeploymentSecrets } from '../config/deployment-secrets';
import { unauthenticated } from '../errors/domain-error';
import { MAIN } from '../main-db/main-connection';
import { type RefreshTokenRecord, Session } from '../main-db/session.schema';
import { AccessRegistry } from './access-registry';
import { newSessionId } from './session-id';

const DAY_MS = 24 * 60 * 60_000;
export const SESSION_MS = 14 * DAY_MS;
/** However often it is refreshed: then somebody types a password again. */
const LONGEST_SESSION_MS = 90 * DAY_MS;
/** Within it a used token still works: two tabs refresh at once, or an answer got lost on a bad network. */
const REUSE_GRACE_MS = 10_000;
/** Of each family only the latest are kept, and what may still be used again; one that is no longer known was used long ago. */
const TOKENS_KEPT = 8;
const MOST_TOKENS = 100;
const ROTATION_ATTEMPTS = 5;
/** Of their signatures. */
const PURPOSE = 'refresh';

export interface RefreshedSession {
  sessionId: string;
  userId: Types.ObjectId;
  refreshToken: string;
}

/** Refresh tokens: stored hashed, exchanged at each use; using one again revokes its whole family. */
@Injectable()
export class Sessions {
  private readonly logger = new Logger(Sessions.name);

  constructor(
    @InjectModel(Session.name, MAIN) private readonly sessions: Model<Session>,
    private readonly registry: AccessRegistry,
    private readonly secrets: DeploymentSecrets,
  ) {}

  async begin(userId: Types.ObjectId, credentialVersion: number, session: ClientSession): Promise<RefreshedSession> {
    const sessionId = newSessionId(credentialVersion);
    const { token, record } = this.newToken(sessionId);
    const now = new Date();
    await this.sessions.create(
      [
        {
          _id: sessionId,
          userId,
          tokens: [record],
          revision: 0,
          createdAt: now,
          expiresAt: new Date(now.getTime() + SESSION_MS),
          revokedAt: null,
        },
      ],
      { session },
    );
    return { sessionId, userId, refreshToken: token };
  }

  /** @throws DomainError `unauthenticated` for a token that is unknown, expired, revoked or used before */
  async refresh(refreshToken: string): Promise<RefreshedSession> {
    const sessionId = sessionIdOf(refreshToken);
    const presented = hashOf(refreshToken);
    for (let attempt = 0; attempt < ROTATION_ATTEMPTS; attempt++) {
      const session = await this.sessions.findById(sessionId).lean();
      const now = new Date();
      if (!session || session.revokedAt || session.expiresAt <= now) throw unauthenticated();
      if (now.getTime() - session.createdAt.getTime() > LONGEST_SESSION_MS) throw unauthenticated();
      const known = session.tokens.find(({ hash }) => hash === presented);
      // Whoever only knows a session's id ends nobody's: what was never a token of it is refused, and that is all.
      if (!known && !this.isOurs(refreshToken)) throw unauthenticated();
      const replayed = !known || (known.usedAt !== null && now.getTime() - known.usedAt.getTime() > REUSE_GRACE_MS);
      if (replayed) {
        await this.revoke(sessionId);
        this.logger.warn(`A used refresh token came back: session ${sessionId} is revoked`);
        throw unauthenticated();
      }
      const { token, record } = this.newToken(sessionId);
      const tokens = session.tokens.map((one) => (one === known ? { ...one, usedAt: one.usedAt ?? now } : one));
      const rotated = await this.sessions.updateOne(
        { _id: sessionId, revision: session.revision, revokedAt: null },
        {
          $set: {
            tokens: keptOf([...tokens, record], now),
            expiresAt: new Date(now.getTime() + SESSION_MS),
          },
          $inc: { revision: 1 },
        },
      );
      if (rotated.modifiedCount === 1) return { sessionId, userId: session.userId, refreshToken: token };
    }
    throw unauthenticated();
  }

  async revoke(sessionId: string): Promise<void> {
    await this.sessions.updateOne({ _id: sessionId, revokedAt: null }, { $set: { revokedAt: new Date() } });
    this.registry.revokeSession(sessionId);
  }

  /** Ends the session a refresh token belongs to, if it is genuine. */
  async revokeByToken(refreshToken: string): Promise<void> {
    const sessionId = sessionIdOf(refreshToken);
    const session = await this.sessions.findOne({ _id: sessionId, 'tokens.hash': hashOf(refreshToken) }).lean();
    if (session) await this.revoke(sessionId);
  }

  /** Signed, so that one that is no longer known is told from one that never was. */
  private newToken(sessionId: string): { token: string; record: RefreshTokenRecord } {
    const content = `${sessionId}.${randomBytes(32).toString('base64url')}`;
    const token = `${content}.${this.secrets.sign(PURPOSE, content)}`;
    return { token, record: { hash: hashOf(token), usedAt: null } };
  }

  private isOurs(refreshToken: string): boolean {
    const end = refreshToken.lastIndexOf('.');
    return this.secrets.hasSigned(PURPOSE, refreshToken.slice(0, end), refreshToken.slice(end + 1));
  }
}

function sessionIdOf(refreshToken: string): string {
  return refreshToken.slice(0, Math.max(0, refreshToken.indexOf('.')));
}

/** A plain hash is enough: the token is 256 random bits, so there is nothing to guess. */
function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Many tabs that wake at once all bring the same token, and each has a new one for it. */
function keptOf(tokens: readonly RefreshTokenRecord[], now: Date): RefreshTokenRecord[] {
  const latest = tokens.length - TOKENS_KEPT;
  const mayReturn = ({ usedAt }: RefreshTokenRecord) =>
    usedAt !== null && now.getTime() - usedAt.getTime() <= REUSE_GRACE_MS;
  return tokens.filter((token, index) => index >= latest || mayReturn(token)).slice(-MOST_TOKENS);
}
