import { createHmac, type KeyObject } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { compare, hash } from 'bcrypt';
import { Environment } from '../config/environment';
import { JWT_SECRET } from './jwt.strategy';

/**
 * PINs are short: whoever has the database has tried them all in a moment, unless a secret that is not in it takes part. So bcrypt hashes
 * an HMAC of user and PIN under the deployment's secret (design, section 11).
 */
@Injectable()
export class Pins {
  private readonly cost: number;

  constructor(
    @Inject(JWT_SECRET) private readonly secret: KeyObject,
    { bcryptCost }: Environment,
  ) {
    this.cost = bcryptCost;
  }

  hash(userId: string, pin: string): Promise<string> {
    return hash(this.keyed(userId, pin), this.cost);
  }

  /** Takes the same time whether or not there is a PIN to compare with. */
  async match(userId: string, pin: string, pinHash: string | null | undefined): Promise<boolean> {
    this.nobodys ??= hash(this.keyed('nobody', 'none'), this.cost);
    const same = await compare(this.keyed(userId, pin), pinHash ?? (await this.nobodys));
    return same && typeof pinHash === 'string';
  }

  private nobodys: Promise<string> | undefined;

  private keyed(userId: string, pin: string): string {
    return createHmac('sha256', this.secret).update(`pin:${userId}:${pin}`).digest('base64');
  }
}
