import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { DomainError, tooManyAttempts } from '../errors/domain-error';
import { addressKey } from '../http/address-key';
import { MAIN } from '../main-db/main-connection';
import { SignInAttempts } from '../main-db/sign-in-attempts.schema';

const WINDOW_MS = 15 * 60_000;
const FAILURES_PER_ACCOUNT = 5;
const FAILURES_PER_ADDRESS = 20;
/** Of all the browsers that are known for an account, so that nobody collects them to guess with each. */
const FAILURES_OF_KNOWN_DEVICES = 20;
/** A try whose password is still being looked at holds a place for so long at the most: its process may have been killed. */
const PENDING_MS = 30_000;
/** What a clock wrote that was further ahead than processes' clocks are apart does not count: it would for as long as that clock was wrong. */
const AHEAD_MS = 60_000;
const WAIT_FOR_PLACE_MS = 100;
const WAITS = 60;

/** Where a sign-in comes from. */
export interface SignInOrigin {
  address: string;
  /** Of a browser that is known for this account: whatever others do elsewhere does not lock it out. */
  device?: string;
}

/** One try at signing in, holding a place under each of its keys until it is known to have failed or not. */
interface Attempt {
  id: string;
  keys: { key: string; limit: number }[];
}

/**
 * Limits guessing: so many failures per account and per address in the last 15 minutes. Each try takes one of those places
 * before its password is looked at, so a hundred at once get no more guesses than one after the other; one that finds
 * them taken by tries still under way waits for those. Refused tries take none, so the lock always ends.
 */
@Injectable()
export class SignInThrottle {
  constructor(@InjectModel(SignInAttempts.name, MAIN) private readonly attempts: Model<SignInAttempts>) {}

  /**
   * Runs a check of credentials and counts it when it fails.
   * @throws DomainError `too_many_attempts`, with when to try again; and whatever the check throws
   */
  async guard<T>(email: string, from: SignInOrigin, check: () => Promise<T>): Promise<T> {
    const account = `account:${createHash('sha256').update(email).digest('hex')}`;
    const { device, address } = from;
    const attempt: Attempt = {
      id: randomUUID(),
      keys: device
        ? [
            { key: `device:${device}`, limit: FAILURES_PER_ACCOUNT },
            { key: `devices of ${account}`, limit: FAILURES_OF_KNOWN_DEVICES },
          ]
        : [
            { key: `address:${addressKey(address)}`, limit: FAILURES_PER_ADDRESS },
            { key: account, limit: FAILURES_PER_ACCOUNT },
          ],
    };
    try {
      for (const { key, limit } of attempt.keys) await this.takePlace(key, attempt.id, limit);
      const checked = await check();
      // The account's owner is here: earlier failures were slips. On a known device none but its own: strangers' are counted apart.
      await this.attempts.deleteOne({ _id: device ? `device:${device}` : account });
      await this.giveBack(attempt);
      return checked;
    } catch (error) {
      if (error instanceof DomainError && error.code === 'invalid_credentials') await this.markFailed(attempt);
      else await this.giveBack(attempt);
      throw error;
    }
  }

  private async takePlace(key: string, id: string, limit: number): Promise<void> {
    for (let wait = 0; ; wait++) {
      const attempts = await this.tryToTakePlace(key, id, limit);
      if (attempts.some((one) => one.id === id)) return;
      const failures = attempts.filter(({ failed }) => failed);
      if (failures.length >= limit || wait === WAITS) throw tooMany(failures.map(({ at }) => at.getTime()));
      await delay(WAIT_FOR_PLACE_MS);
    }
  }

  /** One atomic step: forgets what is over, and adds the try if there is a place. */
  private async tryToTakePlace(key: string, id: string, limit: number): Promise<SignInAttempts['attempts']> {
    const now = new Date();
    const ago = (milliseconds: number) => new Date(now.getTime() - milliseconds);
    const counts = {
      $or: [
        { $and: ['$$this.failed', { $gt: ['$$this.at', ago(WINDOW_MS)] }, { $lte: ['$$this.at', ago(-AHEAD_MS)] }] },
        { $and: [{ $gt: ['$$this.at', ago(PENDING_MS)] }, { $lte: ['$$this.at', ago(-AHEAD_MS)] }] },
      ],
    };
    const recent = { $filter: { input: { $ifNull: ['$attempts', []] }, cond: counts } };
    const added = { $concatArrays: ['$attempts', [{ id, at: now, failed: false }]] };
    const pipeline = [
      { $set: { attempts: recent, expiresAt: new Date(now.getTime() + WINDOW_MS) } },
      { $set: { attempts: { $cond: [{ $lt: [{ $size: '$attempts' }, limit] }, added, '$attempts'] } } },
    ];
    const options = { upsert: true, returnDocument: 'after', updatePipeline: true } as const;
    const after = await this.attempts.findOneAndUpdate({ _id: key }, pipeline, options).lean();
    // Nothing comes back from the embedded server when two tries made the document at once: the loser tries again.
    return after?.attempts ?? [];
  }

  private async markFailed({ id, keys }: Attempt): Promise<void> {
    await this.attempts.updateMany(
      { _id: { $in: keys.map(({ key }) => key) }, 'attempts.id': id },
      { $set: { 'attempts.$.failed': true } },
    );
  }

  private async giveBack({ id, keys }: Attempt): Promise<void> {
    await this.attempts.updateMany({ _id: { $in: keys.map(({ key }) => key) } }, { $pull: { attempts: { id } } });
  }
}

function tooMany(failures: number[]): DomainError {
  const until = failures.length > 0 ? Math.min(...failures) + WINDOW_MS : Date.now() + 1000;
  return tooManyAttempts('failed sign-ins', until);
}
