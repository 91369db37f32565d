import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type Model, Types } from 'mongoose';
import { hashPassword } from '../auth/password';
import { DomainError } from '../common/domain-error';
import { violatedIndex } from '../common/transaction';
import { Account } from '../main-db/account.schema';
import { MAIN } from '../main-db/main-connection';
import { normalizeEmail } from '../users/email';

/** Platform admins live in main alone; the command line makes them. */
@Injectable()
export class PlatformAdminsService {
  constructor(@InjectModel(Account.name, MAIN) private readonly accounts: Model<Account>) {}

  /** @throws DomainError `email_taken` */
  async create(emailAsTyped: string, password: string): Promise<void> {
    const email = normalizeEmail(emailAsTyped);
    const now = new Date();
    const account: Account = {
      _id: new Types.ObjectId(),
      email,
      name: 'Platform admin',
      role: 'platform_admin',
      active: true,
      organizationId: null,
      passwordHash: await hashPassword(password),
      version: 1,
      credentialVersion: 1,
      createdAt: now,
      updatedAt: now,
    };
    try {
      await this.accounts.create(account);
    } catch (error) {
      if (violatedIndex(error) !== 'email') throw error;
      throw new DomainError('conflict', 'email_taken', `${email} belongs to a user already.`);
    }
  }
}
