import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { compare, hash } from 'bcrypt';
import { Environment } from '../config/environment';
import { badInput } from '../errors/domain-error';
import { COMMON_PASSWORDS } from './common-passwords';

/** bcrypt reads no further; refused rather than cut, so that no two passwords are the same one. */
const BCRYPT_MAX_BYTES = 72;
const MINIMUM_LENGTH = 8;

/** Hashing and comparing passwords, as slowly as the deployment asks for. */
@Injectable()
export class Passwords {
  private readonly cost: number;
  /** A hash nobody's password has: comparing with it takes an unknown e-mail as long as a wrong password. */
  private readonly nobodys: Promise<string>;

  constructor({ bcryptCost }: Environment) {
    this.cost = bcryptCost;
    this.nobodys = hash(randomBytes(16).toString('hex'), bcryptCost);
  }

  /** @throws DomainError `validation_failed` naming the rule the password breaks */
  async hash(password: string, path = 'password'): Promise<string> {
    const fault = faultOf(password);
    if (fault) throw badInput([{ path, message: fault }]);
    return hash(password, this.cost);
  }

  /** Takes the same time whether or not there is a hash to compare with. */
  async match(password: string, passwordHash: string | undefined): Promise<boolean> {
    const comparable = password.length <= BCRYPT_MAX_BYTES && !password.includes('\0');
    const same = await compare(comparable ? password : 'x', passwordHash ?? (await this.nobodys));
    return same && comparable && passwordHash !== undefined && Buffer.byteLength(password) <= BCRYPT_MAX_BYTES;
  }
}

/** What finding an account takes longer than finding none is a small part of it, and a comparison many of it. */
const TICK_MS = 10;

/** Waits until the next whole tick since `began`: who is refused is told at the same moments whether there is such an account or not. */
export function untilWholeTick(began: number): Promise<void> {
  return delay(TICK_MS - ((performance.now() - began) % TICK_MS));
}

function faultOf(password: string): string | undefined {
  if (password.includes('\0')) return 'password must not contain a NUL character';
  if (Buffer.byteLength(password) > BCRYPT_MAX_BYTES) return `password must be at most ${BCRYPT_MAX_BYTES} bytes`;
  if ([...password].length < MINIMUM_LENGTH) return `password must be at least ${MINIMUM_LENGTH} characters`;
  if (password.trim() === '') return 'password must not be blank';
  if (COMMON_PASSWORDS.has(password.toLowerCase())) return 'password is one of the most common ones; choose another';
  return undefined;
}
