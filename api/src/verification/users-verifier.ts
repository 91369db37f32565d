import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import type { Actor } from '../access/actor';
import { User } from '../auth/user.schema';
import { Account } from '../main-db/account.schema';
import { MAIN } from '../main-db/main-connection';
import { Organization } from '../main-db/organization.schema';
import { tenantDatabaseName, tenantId } from '../tenancy/tenant-id';
import { TenantPool } from '../tenancy/tenant-pool';

const COMPARED = ['email', 'name', 'role', 'active', 'version', 'credentialVersion'] as const;

/** Compares the users of every tenant with main's accounts. */
@Injectable()
export class UsersVerifier {
  constructor(
    @InjectModel(Organization.name, MAIN) private readonly organizations: Model<Organization>,
    @InjectModel(Account.name, MAIN) private readonly accounts: Model<Account>,
    private readonly pool: TenantPool,
  ) {}

  /** @returns a line for each difference */
  async differences(actor: Actor): Promise<string[]> {
    actor.require('books.verify');
    const faults: string[] = [];
    const organizations = await this.organizations.find({ state: 'open' }).select({ _id: 1 }).lean();
    for (const { _id } of organizations) {
      const accounts = await this.accounts.find({ organizationId: _id }).lean();
      const users = await this.pool.within(tenantId(_id), ({ connection }) =>
        connection.model<User>(User.name).find().lean(),
      );
      faults.push(...compare(tenantDatabaseName(tenantId(_id)), accounts, users));
    }
    const known = organizations.map(({ _id }) => _id);
    const homeless = await this.accounts.find({ organizationId: { $nin: [...known, null] } }).lean();
    return [...faults, ...homeless.map(({ email }) => `main: ${email} belongs to no organization`)];
  }
}

function compare(database: string, accounts: Account[], users: User[]): string[] {
  const byId = new Map(users.map((user) => [user._id.toString(), user]));
  const faults: string[] = [];
  for (const account of accounts) {
    const user = byId.get(account._id.toString());
    byId.delete(account._id.toString());
    if (!user) {
      faults.push(`${database}: ${account.email} is in main only`);
      continue;
    }
    for (const field of COMPARED) {
      if (account[field] !== user[field]) {
        faults.push(
          `${database}: ${account.email}: ${field} is ${user[field]} in the tenant, ${account[field]} in main`,
        );
      }
    }
  }
  return [...faults, ...[...byId.values()].map(({ email }) => `${database}: ${email} is in the tenant only`)];
}
