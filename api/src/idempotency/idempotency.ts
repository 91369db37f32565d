import { createHmac } from 'node:crypto';
import type { ClientSession } from 'mongodb';
import type { Connection, Model } from 'mongoose';
import type { DeploymentSecrets } from '../config/deployment-secrets';
import { DomainError } from '../errors/domain-error';
import { inTransaction } from '../mongo/transaction';
import type { KeyedRequest } from './idempotency-key';
import type { IdempotencyRecord } from './idempotency-record.schema';

const KEPT_FOR_MS = 7 * 24 * 60 * 60_000;

/** Carries an earlier answer out of a transaction that then has nothing to do. */
class AnsweredBefore extends Error {
  constructor(readonly answer: object) {
    super('answered before');
  }
}

/**
 * The one way in which a creation is repeated without making a second thing: what it answered is kept under the caller's key, in
 * the transaction that made it, with a hash of what was asked for. Without a key every call makes a thing of its own.
 */
export class Idempotency {
  constructor(
    private readonly connection: Connection,
    private readonly records: Model<IdempotencyRecord>,
    private readonly secrets: DeploymentSecrets,
  ) {}

  /** Makes something in one transaction, once for a key. @throws DomainError `idempotency_key_reused` */
  once<T extends object>(request: KeyedRequest | undefined, make: (session: ClientSession) => Promise<T>): Promise<T> {
    return this.answering(request, () =>
      inTransaction(this.connection, (session) => this.within(session, request, () => make(session))),
    );
  }

  /** For a creation that has a transaction of its own: `make` runs in it, unless the key was answered before. */
  async within<T extends object>(
    session: ClientSession,
    request: KeyedRequest | undefined,
    make: () => Promise<T>,
    answerOf: (made: T) => object = (made) => made,
  ): Promise<T> {
    if (!request) return make();
    const earlier = await this.earlier(request, session);
    if (earlier) throw new AnsweredBefore(earlier);
    const made = await make();
    const record = {
      requestHash: this.hashesOf(request)[0] ?? '',
      answer: answerOf(made),
      expiresAt: request.forever ? null : new Date(Date.now() + KEPT_FOR_MS),
    };
    // In the place of one that has expired and was not cleared away yet.
    const options = { session, ignoreUndefined: true, upsert: true };
    await this.records.collection.replaceOne({ _id: request.id as never }, record, options);
    return made;
  }

  /** Around the transaction that `within` is in: answers what was answered before, also where another call was a moment faster. */
  async answering<T extends object>(request: KeyedRequest | undefined, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof AnsweredBefore) return error.answer as T;
      const earlier = request && (await this.earlier(request));
      if (earlier) return earlier as T;
      throw error;
    }
  }

  async isAnswered(request: KeyedRequest): Promise<boolean> {
    return (await this.earlier(request)) !== undefined;
  }

  private async earlier(request: KeyedRequest, session?: ClientSession): Promise<object | undefined> {
    const record = await this.records
      .findById(request.id)
      .session(session ?? null)
      .lean();
    if (!record || (record.expiresAt !== null && record.expiresAt < new Date())) return undefined;
    if (!this.hashesOf(request).includes(record.requestHash)) throw idempotencyKeyReused();
    return record.answer;
  }

  /** Under each of the deployment's secrets, the newest first. */
  private hashesOf({ content }: KeyedRequest): string[] {
    return this.secrets.all.map((secret) => createHmac('sha256', secret).update(content).digest('hex'));
  }
}

function idempotencyKeyReused(): DomainError {
  return new DomainError(
    'idempotency_key_reused',
    'An earlier request with this Idempotency-Key asked for something else, and it was made. ' +
      'See what is there; for something new use a new key.',
    { errors: [{ path: 'Idempotency-Key', message: 'belongs to another request' }] },
  );
}
