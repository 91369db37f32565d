import { Injectable, Logger } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import type { ClientSession } from 'mongodb';
import { type Connection, type Model, Types } from 'mongoose';
import { AccessRegistry } from '../auth/access-registry';
import { User } from '../auth/user.schema';
import { DomainError } from '../errors/domain-error';
import { Account, EMAIL_INDEX } from '../main-db/account.schema';
import { MAIN } from '../main-db/main-connection';
import { Session } from '../main-db/session.schema';
import { inTransaction, violatedIndex } from '../mongo/transaction';
import type { Tenant } from '../tenancy/tenant-pool';
import type { UserCommand } from './user-command';

const DONE: Record<UserCommand['kind'], string> = {
  create: 'created in',
  update: 'updated in',
  delete: 'deleted from',
};

/**
 * Writes a user to the tenant and to main, tenant first, so that the two never disagree. Both databases are on one
 * cluster, so one transaction holds both writes; for a tenant elsewhere `applyToMain` is the delivery of the same command.
 */
@Injectable()
export class UserDualWrite {
  private readonly logger = new Logger(UserDualWrite.name);

  constructor(
    @InjectConnection(MAIN) private readonly main: Connection,
    @InjectModel(Account.name, MAIN) private readonly accounts: Model<Account>,
    @InjectModel(Session.name, MAIN) private readonly sessions: Model<Session>,
    private readonly access: AccessRegistry,
  ) {}

  /**
   * Decides on a command inside the transaction that applies it, so that what it was decided on still holds.
   * @throws DomainError `email_taken`, with nothing left behind on either side
   */
  async write<C extends UserCommand>(tenant: Tenant, decide: (session: ClientSession) => Promise<C>): Promise<C> {
    const command = await inTransaction(this.main, async (session) => {
      const decided = await decide(session);
      await this.applyWithin(session, tenant, decided);
      return decided;
    });
    this.committed(command);
    return command;
  }

  /** Applies a command to both, as a part of a larger transaction whose owner calls `committed` after it. */
  async applyWithin(session: ClientSession, tenant: Tenant, command: UserCommand): Promise<void> {
    try {
      await this.applyToTenant(session, tenant, command);
      await this.applyToMain(session, new Types.ObjectId(tenant.id), command);
    } catch (error) {
      if (violatedIndex(error) === EMAIL_INDEX) throw emailTaken();
      throw error;
    }
  }

  /** Says what was done, and lets this process's next request of the user see it. */
  committed(command: UserCommand): void {
    this.access.forgetUser(command.userId.toString());
    const email = command.kind === 'delete' ? command.email : command.state.email;
    for (const database of ['tenant', 'main']) {
      this.logger.log(`✅ User ${DONE[command.kind]} ${database} database: ${email}`);
    }
  }

  private async applyToTenant(session: ClientSession, tenant: Tenant, command: UserCommand): Promise<void> {
    const users = tenant.connection.model<User>(User.name);
    if (command.kind === 'create') {
      const { userId: _id, version, state, at } = command;
      const user = { _id, ...state, version, credentialVersion: 1, lastLoginAt: null };
      await users.create([{ ...user, createdAt: at, updatedAt: at }], { session });
    } else if (command.kind === 'update') {
      const { version, state, credentialVersion, at } = command;
      await users.updateOne(
        { _id: command.userId, version: { $lt: version } },
        { $set: { ...state, version, credentialVersion, updatedAt: at } },
        { session },
      );
    } else {
      await users.deleteOne({ _id: command.userId }, { session });
    }
  }

  /** Idempotent by `_id` and version. */
  private async applyToMain(
    session: ClientSession,
    organizationId: Types.ObjectId,
    command: UserCommand,
  ): Promise<void> {
    if (command.kind === 'create') {
      const { version, state, passwordHash, at } = command;
      const account: Omit<Account, '_id'> = {
        ...state,
        organizationId,
        passwordHash,
        version,
        credentialVersion: 1,
        createdAt: at,
        updatedAt: at,
      };
      await this.accounts.updateOne({ _id: command.userId }, { $setOnInsert: account }, { upsert: true, session });
    } else if (command.kind === 'update') {
      const { version, state, credentialVersion, passwordHash, at } = command;
      await this.accounts.updateOne(
        { _id: command.userId, organizationId, version: { $lt: version } },
        { $set: { ...state, version, credentialVersion, ...(passwordHash && { passwordHash }), updatedAt: at } },
        { session },
      );
    } else {
      await this.accounts.deleteOne({ _id: command.userId, organizationId }, { session });
    }
    if (endsSessions(command)) {
      await this.sessions.updateMany(
        { userId: command.userId, revokedAt: null },
        { $set: { revokedAt: command.at } },
        { session },
      );
    }
  }
}

function endsSessions(command: UserCommand): boolean {
  return (
    command.kind === 'delete' || (command.kind === 'update' && (!command.state.active || Boolean(command.passwordHash)))
  );
}

function emailTaken(): DomainError {
  return new DomainError('conflict', 'email_taken', 'This e-mail address belongs to a user already; use another.', {
    errors: [{ path: 'email', message: 'is taken' }],
  });
}
