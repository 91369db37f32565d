import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import type { ClientSession } from 'mongodb';
import { type Connection, type Model, Types } from 'mongoose';
import { AuditEntry } from '../audit/audit-entry.schema';
import { AuditLog } from '../audit/audit-log';
import { AccessRegistry } from '../auth/access-registry';
import { emailBeside } from '../auth/email';
import { User } from '../auth/user.schema';
import { DomainError } from '../errors/domain-error';
import { Account, EMAIL_INDEX } from '../main-db/account.schema';
import { MAIN } from '../main-db/main-connection';
import { Session } from '../main-db/session.schema';
import { inTransaction, violatedIndex } from '../mongo/transaction';
import { type MainHalf, Outbox } from '../outbox/outbox';
import type { Tenant } from '../tenancy/tenant-pool';
import type { UserCommand } from './user-command';

/** How long the answer to a user's write waits for main, and how long main is asked beforehand. */
const DELIVERY_MS = 3_000;
const MAIN_ASKED_MS = 500;

const OUTBOX_PARTY = { kind: 'job', id: 'outbox', name: 'outbox' };

const DONE: Record<UserCommand['kind'], string> = {
  create: 'created in',
  update: 'updated in',
  delete: 'deleted from',
};

/** What main is told of a user on another cluster, and what is undone where it cannot take it. */
interface UserWrite {
  command: UserCommand;
  /** Of an update: the address until then. */
  emailBefore: string | null;
}

/**
 * Writes a user to the tenant and to main, tenant first, so that the two never disagree. Where both are on one cluster, one transaction holds
 * both writes. Where the tenant is elsewhere its own transaction holds the write and an entry of the outbox, which brings the same command to main.
 */
@Injectable()
export class UserDualWrite implements MainHalf<UserWrite> {
  readonly kind = 'user';
  private readonly logger = new Logger(UserDualWrite.name);

  constructor(
    @InjectConnection(MAIN) private readonly main: Connection,
    @InjectModel(Account.name, MAIN) private readonly accounts: Model<Account>,
    @InjectModel(Session.name, MAIN) private readonly sessions: Model<Session>,
    private readonly access: AccessRegistry,
    private readonly outbox: Outbox,
  ) {
    outbox.register(this);
  }

  /**
   * Decides on a command inside the transaction that applies it, so that what it was decided on still holds.
   * @throws DomainError `email_taken`, with nothing left behind on either side
   */
  async write<C extends UserCommand>(tenant: Tenant, decide: (session: ClientSession) => Promise<C>): Promise<C> {
    if (tenant.cluster !== null) return this.writeElsewhere(tenant, decide);
    const command = await inTransaction(this.main, async (session) => {
      const decided = await decide(session);
      await this.applyToTenant(session, tenant, decided);
      await this.applyToMain(session, new Types.ObjectId(tenant.id), { command: decided });
      return decided;
    });
    this.committed(command);
    return command;
  }

  /** Says what was done, and lets this process's next request of the user see it. */
  committed(command: UserCommand): void {
    this.access.forgetUser(command.userId.toString());
    const email = emailOf(command);
    for (const database of ['tenant', 'main']) {
      this.logger.log(`✅ User ${DONE[command.kind]} ${database} database: ${email}`);
    }
  }

  delivered({ command }: UserWrite): void {
    this.committed(command);
  }

  /** What the address was before, whatever else has been changed since; a user who was only just made goes. */
  async takeBack(
    session: ClientSession,
    tenant: Tenant,
    { command, emailBefore }: UserWrite,
    { code }: DomainError,
  ): Promise<UserWrite | undefined> {
    const { userId } = command;
    this.access.forgetUser(userId.toString());
    const log = new AuditLog(tenant.connection.model<AuditEntry>(AuditEntry.name));
    const said = { action: 'user.taken_back', subject: userId.toString(), before: { email: emailOf(command) } };
    await log.write(OUTBOX_PARTY, { ...said, after: { email: emailBefore, because: code } }, session);
    if (command.kind !== 'update') {
      // A retry under its key would still be told that the user was made.
      const answered = { 'answer.id': userId.toString() };
      await tenant.connection.collection('idempotency_keys').deleteMany(answered, { session });
      await tenant.connection.model<User>(User.name).deleteOne({ _id: userId }, { session });
      return undefined;
    }
    const user = await tenant.connection.model<User>(User.name).findById(userId).session(session).lean();
    if (!user || emailBefore === null) return undefined;
    const { name, role, active, credentialVersion, version } = user;
    const email =
      user.email === command.state.email ? await this.freeAddress(session, tenant, user, emailBefore) : user.email;
    const back: UserCommand = {
      kind: 'update',
      userId,
      version: version + 1,
      state: { email, name, role, active },
      credentialVersion,
      passwordHash: command.passwordHash,
      at: new Date(),
    };
    await this.applyToTenant(session, tenant, back);
    return { command: back, emailBefore: email };
  }

  /** The one from before, unless somebody of the tenant has it by now: then one beside it, which the log tells. */
  private async freeAddress(
    session: ClientSession,
    { connection }: Tenant,
    { _id }: User,
    email: string,
  ): Promise<string> {
    const users = connection.model<User>(User.name);
    const taken = await users.exists({ email, _id: { $ne: _id } }).session(session);
    return taken ? emailBeside(email, _id.toString().slice(-6)) : email;
  }

  private async writeElsewhere<C extends UserCommand>(
    tenant: Tenant,
    decide: (session: ClientSession) => Promise<C>,
  ): Promise<C> {
    const users = tenant.connection.model<User>(User.name);
    const { command, sequence } = await inTransaction(tenant.connection, async (session) => {
      const command = await decide(session);
      const before = await users.findById(command.userId).session(session).select({ email: 1 }).lean();
      await this.refuseTaken(command);
      await this.applyToTenant(session, tenant, command);
      const write: UserWrite = { command, emailBefore: before?.email ?? null };
      return { command, sequence: await this.outbox.put(session, tenant, this.kind, write) };
    });
    this.access.forgetUser(command.userId.toString());
    const delivery = this.outbox
      .deliver(tenant)
      .then(async (refused) => refused.get(sequence) ?? (await this.outbox.refusalOf(tenant, sequence)))
      .catch((error: Error) => {
        this.logger.warn(`User ${emailOf(command)} waits to be ${DONE[command.kind]} main database: ${error.message}`);
        return undefined;
      });
    // What main has not taken by then it takes later: the tenant's half is written.
    const refusal = await unlessLater(delivery, DELIVERY_MS);
    if (refusal) throw refusal.code === 'email_taken' ? emailTaken() : refusal;
    return command;
  }

  /** Before anybody sees it; two who take an address at once are told apart when it is delivered. While main does not answer, then too. */
  private async refuseTaken(command: UserCommand): Promise<void> {
    if (command.kind === 'delete') return;
    const { email } = command.state;
    const asked = this.accounts.exists({ email, _id: { $ne: command.userId } }).then(Boolean, () => false);
    const taken = await unlessLater(asked, MAIN_ASKED_MS);
    if (taken) throw emailTaken();
  }

  /** @throws DomainError `email_taken` */
  applyToTenant(session: ClientSession, tenant: Tenant, command: UserCommand): Promise<void> {
    return refusingTakenEmails(() => this.writeTenant(session, tenant, command));
  }

  /** Idempotent by `_id` and version. @throws DomainError `email_taken` */
  applyToMain(
    session: ClientSession,
    organizationId: Types.ObjectId,
    { command }: Pick<UserWrite, 'command'>,
  ): Promise<void> {
    return refusingTakenEmails(() => this.writeMain(session, organizationId, command));
  }

  private async writeTenant(session: ClientSession, tenant: Tenant, command: UserCommand): Promise<void> {
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

  private async writeMain(session: ClientSession, organizationId: Types.ObjectId, command: UserCommand): Promise<void> {
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

/** What comes in time; undefined for what takes longer, and goes on. */
async function unlessLater<T>(coming: Promise<T>, milliseconds: number): Promise<T | undefined> {
  const arrived = new AbortController();
  const later = delay(milliseconds, undefined, { signal: arrived.signal }).catch(() => undefined);
  try {
    return await Promise.race([coming, later]);
  } finally {
    arrived.abort();
  }
}

async function refusingTakenEmails(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (violatedIndex(error) === EMAIL_INDEX) throw emailTaken();
    throw error;
  }
}

function emailOf(command: UserCommand): string {
  return command.kind === 'delete' ? command.email : command.state.email;
}

function endsSessions(command: UserCommand): boolean {
  return (
    command.kind === 'delete' || (command.kind === 'update' && (!command.state.active || Boolean(command.passwordHash)))
  );
}

function emailTaken(): DomainError {
  return new DomainError('email_taken', 'This e-mail address belongs to a user already; use another.', {
    errors: [{ path: 'email', message: 'is taken' }],
  });
}
