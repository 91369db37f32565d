import type { Model, Types } from 'mongoose';
import { DomainError } from '../errors/domain-error';
import type { User } from './user.schema';

const WITHIN_MS = 15 * 60_000;
const MOST_WRONG = 5;

/**
 * A try at somebody's PIN, counted against who types it before the PIN is looked at: many at once get no more of them than one after the
 * other, and who guesses locks out nobody else.
 * @throws DomainError `too_many_attempts`
 */
export async function takePinTry(users: Model<User>, _id: Types.ObjectId): Promise<void> {
  const now = new Date();
  const since = new Date(now.getTime() - WITHIN_MS);
  const recent = { $filter: { input: { $ifNull: ['$wrongPinsAt', []] }, cond: { $gt: ['$$this', since] } } };
  const added = { $cond: [{ $lt: [{ $size: recent }, MOST_WRONG] }, { $concatArrays: [recent, [now]] }, recent] };
  const options = { returnDocument: 'before', updatePipeline: true } as const;
  const before = await users.findOneAndUpdate({ _id }, [{ $set: { wrongPinsAt: added } }], options).lean();
  const tries = (before?.wrongPinsAt ?? []).filter((at) => at > since);
  if (tries.length < MOST_WRONG) return;
  const first = Math.min(...tries.map((at) => at.getTime()));
  throw new DomainError('too_many', 'too_many_attempts', 'Too many wrong PINs. Wait before trying again.', {
    retryAfterSeconds: Math.max(1, Math.ceil((first + WITHIN_MS - now.getTime()) / 1000)),
  });
}

/** It was right: the slips before it are forgotten. */
export async function forgetPinTries(users: Model<User>, _id: Types.ObjectId): Promise<void> {
  await users.updateOne({ _id }, { $set: { wrongPinsAt: [] } });
}

export function wrongPin(): DomainError {
  return new DomainError('forbidden', 'wrong_pin', 'That is not the PIN.', {
    errors: [{ path: 'pin', message: 'is wrong' }],
  });
}
