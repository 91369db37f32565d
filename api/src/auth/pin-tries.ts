import { randomUUID } from 'node:crypto';
import type { Model, Types } from 'mongoose';
import { DomainError, tooManyAttempts } from '../errors/domain-error';
import type { User } from './user.schema';

const WITHIN_MS = 15 * 60_000;
const MOST_TRIES = 5;

/**
 * Runs a check of somebody's PIN, counted against who types it before the PIN is looked at: many at once get no more tries than one after the
 * other, and who guesses locks out nobody else. Only a try that was right is given back: knowing one's own PIN forgives no guess at another's.
 * @throws DomainError `too_many_attempts`, and whatever the check throws
 */
export async function countingPinTries(
  users: Model<User>,
  _id: Types.ObjectId,
  check: () => Promise<void>,
): Promise<void> {
  const id = randomUUID();
  const now = new Date();
  const since = new Date(now.getTime() - WITHIN_MS);
  const recent = { $filter: { input: { $ifNull: ['$pinTries', []] }, cond: { $gt: ['$$this.at', since] } } };
  const added = { $concatArrays: ['$pinTries', [{ id, at: now }]] };
  const pipeline = [
    { $set: { pinTries: recent } },
    { $set: { pinTries: { $cond: [{ $lt: [{ $size: '$pinTries' }, MOST_TRIES] }, added, '$pinTries'] } } },
  ];
  const options = { returnDocument: 'after', updatePipeline: true } as const;
  const after = await users.findOneAndUpdate({ _id }, pipeline, options).lean();
  const tries = after?.pinTries ?? [];
  if (!tries.some((one) => one.id === id)) throw tooMany(tries);
  await check();
  await users.updateOne({ _id }, { $pull: { pinTries: { id } } });
}

function tooMany(tries: readonly { at: Date }[]): DomainError {
  const first = Math.min(...tries.map(({ at }) => at.getTime()));
  return tooManyAttempts('wrong PINs', first + WITHIN_MS);
}

export function wrongPin(): DomainError {
  return new DomainError('wrong_pin', 'That is not the PIN.', {
    errors: [{ path: 'pin', message: 'is wrong' }],
  });
}
