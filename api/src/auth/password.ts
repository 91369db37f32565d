import { compare, hash } from 'bcrypt';
import { badInput } from '../common/domain-error';
import { COMMON_PASSWORDS } from './common-passwords';

/** OWASP asks for at least 10; 12 is a quarter of a second on a small server. */
const BCRYPT_COST = 12;
/** bcrypt reads no further; refused rather than cut, so that no two passwords are the same one. */
const BCRYPT_MAX_BYTES = 72;
const MINIMUM_LENGTH = 8;

/** A hash nobody's password has: comparing with it takes an unknown e-mail as long as a wrong password. */
const NOBODYS_HASH = '$2b$12$J4IRkshlU9ma2adspSX2GuGWVNY1B9lvx5ONtHB/kx0Ed5klDVxa.';

/** @throws DomainError `validation_failed` naming the rule the password breaks */
export async function hashPassword(password: string, path = 'password'): Promise<string> {
  const fault = faultOf(password);
  if (fault) throw badInput([{ path, message: fault }]);
  return hash(password, BCRYPT_COST);
}

/** Takes the same time whether or not there is a hash to compare with. */
export async function passwordMatches(password: string, passwordHash: string | undefined): Promise<boolean> {
  const comparable = password.length <= BCRYPT_MAX_BYTES && !password.includes('\0');
  const same = await compare(comparable ? password : 'x', passwordHash ?? NOBODYS_HASH);
  return same && comparable && passwordHash !== undefined && Buffer.byteLength(password) <= BCRYPT_MAX_BYTES;
}

function faultOf(password: string): string | undefined {
  if (password.includes('\0')) return 'password must not contain a NUL character';
  if (Buffer.byteLength(password) > BCRYPT_MAX_BYTES) return `password must be at most ${BCRYPT_MAX_BYTES} bytes`;
  if ([...password].length < MINIMUM_LENGTH) return `password must be at least ${MINIMUM_LENGTH} characters`;
  if (COMMON_PASSWORDS.has(password.toLowerCase())) return 'password is one of the most common ones; choose another';
  return undefined;
}
