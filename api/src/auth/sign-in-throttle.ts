import { createHash, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { DomainError } from '../common/domain-error';
import { MAIN } from '../main-db/main-connection';
import { SignInAttempts } from '../main-db/sign-in-attempts.schema';

const WINDOW_MS = 15 * 60_000;
const FAILURES_PER_ACCOUNT = 5;
const FAILURES_PER_ADDRESS = 20;

/** One try at signing in, counted as a failure until it proves to be none. */
export interface Attempt {
  id: string;
  accountKey: string;
  addressKey: string;
}

/**
 * Limits guessing: so many failures per account and per address in the last 15 minutes. Each try is counted before its
 * password is looked at, so a hundred at once get no more guesses than one after the other; refused tries are not
 * counted, so the lock always ends.
 */
@Injectable()
export class SignInThrottle {
  constructor(@InjectModel(SignInAttempts.name, MAIN) private readonly attempts: Model<SignInAttempts>) {}

  /** @throws DomainError `too_many_attempts`, with when to try again */
  async begin(email: string, address: string): Promise<Attempt> {
    const attempt: Attempt = {
      id: randomUUID(),
      accountKey: `account:${createHash('sha256').update(email).digest('hex')}`,
      addressKey: `address:${address}`,
    };
    await this.count(attempt.addressKey, attempt.id, FAILURES_PER_ADDRESS);
    try {
      await this.count(attempt.accountKey, attempt.id, FAILURES_PER_ACCOUNT);
    } catch (error) {
      await this.discount(attempt.addressKey, attempt.id);
      throw error;
    }
    return attempt;
  }

  /** Takes back what `begin` counted, and every failure of the account: its owner is here. */
  async succeeded(attempt: Attempt): Promise<void> {
    await Promise.all([
      this.attempts.deleteOne({ _id: attempt.accountKey }),
      this.discount(attempt.addressKey, attempt.id),
    ]);
  }

  private async discount(key: string, id: string): Promise<void> {
    await this.attempts.updateOne({ _id: key }, { $pull: { attempts: { id } } });
  }

  private async count(key: string, id: string, limit: number): Promise<void> {
    const now = new Date();
    const oldest = new Date(now.getTime() - WINDOW_MS);
    const recent = { $filter: { input: { $ifNull: ['$attempts', []] }, cond: { $gt: ['$$this.at', oldest] } } };
    const after = await this.attempts
      .findOneAndUpdate(
        { _id: key },
        [
          { $set: { attempts: recent, expiresAt: new Date(now.getTime() + WINDOW_MS) } },
          {
            $set: {
              attempts: {
                $cond: [
                  { $lt: [{ $size: '$attempts' }, limit] },
                  { $concatArrays: ['$attempts', [{ id, at: now }]] },
                  '$attempts',
                ],
              },
            },
          },
        ],
        { upsert: true, returnDocument: 'after', updatePipeline: true },
      )
      .lean();
    if (!after || after.attempts.some((one) => one.id === id)) return;
    const first = Math.min(...after.attempts.map(({ at }) => at.getTime()));
    throw new DomainError('too_many', 'too_many_attempts', 'Too many failed sign-ins. Wait before trying again.', {
      retryAfterSeconds: Math.max(1, Math.ceil((first + WINDOW_MS - now.getTime()) / 1000)),
    });
  }
}
