import { Injectable } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import type { Db } from 'mongodb';
import { type Connection, type Model, Types } from 'mongoose';
import { User } from '../auth/user.schema';
import { DomainError } from '../errors/domain-error';
import { Account } from '../main-db/account.schema';
import { DeliveredWrites } from '../main-db/delivered-writes.schema';
import { MAIN } from '../main-db/main-connection';
import { Organization } from '../main-db/organization.schema';
import { Session } from '../main-db/session.schema';
import { inTransaction } from '../mongo/transaction';
import type { Manifest } from './backup-records';

/** No password has this hash. */
const NO_PASSWORD = 'none';

/** Main's half of a tenant that comes out of a backup: its entry, and an account for each of its users, as the tenant has them. */
@Injectable()
export class RestoredAccounts {
  constructor(
    @InjectConnection(MAIN) private readonly main: Connection,
    @InjectModel(Organization.name, MAIN) private readonly organizations: Model<Organization>,
    @InjectModel(Account.name, MAIN) private readonly accounts: Model<Account>,
    @InjectModel(Session.name, MAIN) private readonly sessions: Model<Session>,
    @InjectModel(DeliveredWrites.name, MAIN) private readonly deliveries: Model<DeliveredWrites>,
  ) {}

  /**
   * One transaction, the last step of a restore: both databases are on main's cluster.
   * @returns what somebody has to know of users who are not quite what they were
   */
  write(database: Db, tenant: Manifest['organization'], backedUp: readonly Account[]): Promise<string[]> {
    return inTransaction(this.main, async (session) => {
      const _id = new Types.ObjectId(tenant.id);
      const notes: string[] = [];
      const before = await this.accounts.find({ organizationId: _id }).session(session).select({ _id: 1 }).lean();
      await this.accounts.deleteMany({ organizationId: _id }, { session });
      await this.sessions.updateMany(
        { userId: { $in: before.map((account) => account._id) }, revokedAt: null },
        { $set: { revokedAt: new Date() } },
        { session },
      );
      const users = database.collection<User>('users');
      for (const user of await users.find({}, { session }).toArray()) {
        const known = backedUp.find((account) => account._id.equals(user._id));
        const isElsewhere = await this.accounts.exists({ _id: user._id }).session(session);
        const isTaken = await this.accounts.exists({ email: user.email }).session(session);
        const here = {
          ...user,
          _id: isElsewhere ? new Types.ObjectId() : user._id,
          email: isTaken ? besides(user.email, tenant.id) : user.email,
        };
        if (isElsewhere || isTaken) {
          // Who is a user of another organization as well is somebody else here: a PIN belongs to the one who set it.
          await users.deleteOne({ _id: user._id }, { session });
          await users.insertOne({ ...here, pinHash: null }, { session });
          notes.push(`${user.email} is ${here.email} here`);
        }
        if (!known) notes.push(`${here.email} has no password; an admin sets one`);
        await this.accounts.create([accountOf(here, _id, known?.passwordHash ?? NO_PASSWORD)], { session });
      }
      await this.writeEntry(database, tenant, session);
      return notes;
    });
  }

  private async writeEntry(
    database: Db,
    { id, name, timezone, currency, active }: Manifest['organization'],
    session: Parameters<Parameters<typeof inTransaction>[1]>[0],
  ): Promise<void> {
    const _id = new Types.ObjectId(id);
    const profiles = database.collection<{ outboxSequence?: number }>('organization');
    // What main had not heard of when the backup was made, the accounts above say now.
    const profile = await profiles.findOneAndUpdate({}, { $set: { outbox: [], name, active } }, { session });
    if (!profile) throw new DomainError('organization_exists', 'The backup has no profile of its organization.');
    const sequence = profile.outboxSequence ?? 0;
    await this.deliveries.updateOne({ _id }, { $set: { sequence, refused: [] } }, { session, upsert: true });
    const now = new Date();
    const entry = { name, timezone, currency, cluster: null, state: 'open' as const, active, updatedAt: now };
    await this.organizations.updateOne(
      { _id },
      { $set: entry, $setOnInsert: { createdAt: now } },
      { session, upsert: true },
    );
  }
}

function accountOf(user: User, organizationId: Types.ObjectId, passwordHash: string): Account {
  const { _id, email, name, role, active, version, credentialVersion, createdAt, updatedAt } = user;
  return {
    _id,
    email,
    name,
    role,
    active,
    version,
    credentialVersion,
    createdAt,
    updatedAt,
    organizationId,
    passwordHash,
  };
}

/** An address beside one that is taken, which reaches the same mailbox where its server knows such. */
function besides(email: string, organizationId: string): string {
  const at = email.lastIndexOf('@');
  return `${email.slice(0, at)}+${organizationId.slice(-6)}${email.slice(at)}`;
}
