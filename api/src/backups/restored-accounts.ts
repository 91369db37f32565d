import { Injectable } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import type { ClientSession, Db } from 'mongodb';
import { type Connection, type Model, Types } from 'mongoose';
import { emailBeside } from '../auth/email';
import type { User } from '../auth/user.schema';
import { badInput, DomainError } from '../errors/domain-error';
import { Account } from '../main-db/account.schema';
import { DeliveredWrites } from '../main-db/delivered-writes.schema';
import { MAIN } from '../main-db/main-connection';
import { Organization } from '../main-db/organization.schema';
import { Session } from '../main-db/session.schema';
import { inTransaction } from '../mongo/transaction';
import type { OrganizationProfile } from '../organization-profile/organization-profile.schema';

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
  write(database: Db, organizationId: string, backedUp: readonly Account[]): Promise<string[]> {
    return inTransaction(this.main, async (session) => {
      const _id = new Types.ObjectId(organizationId);
      const notes: string[] = [];
      const before = await this.accounts.find({ organizationId: _id }).session(session).select({ _id: 1 }).lean();
      await this.accounts.deleteMany({ organizationId: _id }, { session });
      await this.sessions.updateMany(
        { userId: { $in: before.map((account) => account._id) }, revokedAt: null },
        { $set: { revokedAt: new Date() } },
        { session },
      );
      const users = database.collection<User>('users');
      // Beyond any that was: whoever signed in by what is no more signs in anew, however that was ended meanwhile.
      const credentialVersion = Math.floor(Date.now() / 1000);
      for (const user of await users.find({}, { session }).toArray()) {
        const known = backedUp.find((account) => account._id.equals(user._id));
        const isElsewhere = await this.accounts.exists({ _id: user._id }).session(session);
        const isTaken = await this.accounts.exists({ email: user.email }).session(session);
        const here = {
          ...user,
          _id: isElsewhere ? new Types.ObjectId() : user._id,
          email: isTaken ? emailBeside(user.email, organizationId.slice(-6)) : user.email,
        };
        if (isElsewhere || isTaken) {
          // Who is a user of another organization as well is somebody else here: a PIN belongs to the one who set it.
          await users.deleteOne({ _id: user._id }, { session });
          await users.insertOne({ ...here, pinHash: null }, { session });
          notes.push(`${user.email} is ${here.email} here`);
        }
        // A password that was changed since the backup is not in it, and the one before was changed for a reason.
        const isTheOne = known?.credentialVersion === user.credentialVersion;
        if (!isTheOne) notes.push(`${here.email} has no password; an admin sets one`);
        const passwordHash = isTheOne ? known.passwordHash : NO_PASSWORD;
        await users.updateOne({ _id: here._id }, { $set: { credentialVersion } }, { session });
        await this.accounts.create([accountOf({ ...here, credentialVersion }, _id, passwordHash)], { session });
      }
      await this.writeEntry(database, _id, session);
      return notes;
    });
  }

  /** As the restored profile has it, whatever main said of it meanwhile. */
  private async writeEntry(database: Db, _id: Types.ObjectId, session: ClientSession): Promise<void> {
    const profiles = database.collection<OrganizationProfile>('organization');
    // What main had not heard of when the backup was made, the accounts above say now.
    const profile = await profiles.findOneAndUpdate({}, { $set: { outbox: [] } }, { session });
    if (!profile) throw badInput([{ path: 'file', message: 'is damaged: it has no profile of its organization' }]);
    const sequence = profile.outboxSequence ?? 0;
    await this.deliveries.updateOne({ _id }, { $set: { sequence, refused: [] } }, { session, upsert: true });
    const { name, timezone, currency, active } = profile;
    const entry = { name, timezone, currency, active, cluster: null, state: 'open' as const, updatedAt: new Date() };
    const { matchedCount } = await this.organizations.updateOne(
      { _id, state: 'restoring' },
      { $set: entry },
      { session },
    );
    if (matchedCount === 0)
      throw new DomainError('organization_exists', 'Another process has taken over this restore.');
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
