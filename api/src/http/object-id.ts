import { Types } from 'mongoose';
import type { DomainError } from '../errors/domain-error';

const HEX_24 = /^[0-9a-f]{24}$/i;

/** An id that is no id names nothing, so it is answered like one that does not exist. */
export function objectIdOr(id: string, missing: () => DomainError): Types.ObjectId {
  if (!HEX_24.test(id)) throw missing();
  return new Types.ObjectId(id);
}
