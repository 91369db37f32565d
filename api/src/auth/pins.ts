import { createHmac, type KeyObject } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { compare, hash } from 'bcrypt';
import { DeploymentSecrets } from '../config/deployment-secrets';
import { Environment } from '../config/environment';

/**
 * PINs are short: whoever has the database has tried them all in a moment, unless a secret that is not in it takes part. So bcrypt hashes
 * an HMAC of user and PIN under the deployment's secret (design, section 11).
 */
@Injectable()
export class Pins {
  private readonly cost: number;

  constructor(
    private readonly secrets: DeploymentSecrets,
    { bcryptCost }: Environment,
  ) {
    this.cost = bcryptCost;
  }

  hash(userId: string, pin: string): Promise<string> {
    return hash(keyed(this.secrets.current, userId, pin), this.cost);
  }

  /** Takes the same time whether or not there is a PIN to compare with. */
  async match(userId: string, pin: string, pinHash: string | null | undefined): Promise<boolean> {
    this.nobodys ??= this.hash('nobody', 'none');
    const known = pinHash ?? (await this.nobodys);
    let same = false;
    for (const secret of this.secrets.all) same ||= await compare(keyed(secret, userId, pin), known);
    return same && typeof pinHash === 'string';
  }

  private nobodys: Promise<string> | undefined;
}

function keyed(secret: KeyObject, userId: string, pin: string): string {
  return createHmac('sha256', secret).update(`pin:${userId}:${pin}`).digest('base64');
}
