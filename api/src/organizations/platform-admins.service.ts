import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type Model, Types } from 'mongoose';
import type { Actor } from '../access/actor';
import { normalizeEmail } from '../auth/email';
import { Passwords } from '../auth/passwords';
import { DomainError } from '../errors/domain-error';
import { Account, EMAIL_INDEX } from '../main-db/account.schema';
import { MAIN } from '../main-db/main-connection';
import { violatedIndex } from '../mongo/transaction';

/** Platform admins live in main alone; the command line makes them. */
@Injectable()
export class PlatformAdminsService {
  constructor(
    @InjectModel(Account.name, MAIN) private readonly accounts: Model<Account>,
    private readonly passwords: Passwords,
  ) {}

  /** @throws DomainError `email_taken` */
  async create(actor: Actor, emailAsTyped: string, password: string): Promise<void> {
    actor.require('platform_admin.write');
    const email = normalizeEmail(emailAsTyped);
    const now = new Date();
    const account: Account = {
      _id: new Types.ObjectId(),
      email,
      name: 'Platform admin',
      role: 'platform_admin',
      active: true,
      organizationId: null,
      passwordHash: await this.passwords.hash(password),
      version: 1,
      credentialVersion: 1,
      createdAt: now,
      updatedAt: now,
    };
    try {
      await this.accounts.create(account);
    } catch (error) {
      if (violatedIndex(error) !== EMAIL_INDEX) throw error;
      throw new DomainError('email_taken', `${email} belongs to a user already.`);
    }
  }
}
