import { type BeforeApplicationShutdown, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import type { ChangeStream, Document } from 'mongodb';
import type { Connection, Model } from 'mongoose';
import { Account } from '../main-db/account.schema';
import { MAIN } from '../main-db/main-connection';
import { Organization } from '../main-db/organization.schema';
import { Session } from '../main-db/session.schema';
import { Placements } from '../tenancy/placements';
import { AccessRegistry } from './access-registry';
import { ACCESS_TOKEN_SECONDS } from './access-tokens';

const RETRY_PAUSE_MS = 500;
/** How long the server waits for a change before it says that there is none; well below what a call may take. */
const AWAIT_MS = 1_000;

/** The parts of a change event this feed reads. */
interface Change {
  ns: { coll: string };
  documentKey: { _id: { toString(): string } };
}

/** Follows main's users, organizations and sessions: the registry forgets what another process changed, and tenants are looked for where they are. */
@Injectable()
export class AccessFeed implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(AccessFeed.name);
  private stream: ChangeStream<Document, Document> | undefined;
  private retry: NodeJS.Timeout | undefined;
  private closed = false;

  constructor(
    private readonly registry: AccessRegistry,
    private readonly placements: Placements,
    @InjectConnection(MAIN) private readonly main: Connection,
    @InjectModel(Account.name, MAIN) private readonly accounts: Model<Account>,
    @InjectModel(Organization.name, MAIN) private readonly organizations: Model<Organization>,
    @InjectModel(Session.name, MAIN) private readonly sessions: Model<Session>,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.follow();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.closed = true;
    clearTimeout(this.retry);
    this.registry.setFollowing(false);
    await this.stream?.close().catch(() => undefined);
  }

  private async follow(): Promise<void> {
    const accounts = this.accounts.collection.collectionName;
    const organizations = this.organizations.collection.collectionName;
    const sessions = this.sessions.collection.collectionName;
    const stream = this.main
      .getClient()
      .db(this.main.name)
      .watch<Document, Document>(
        [
          {
            $match: {
              operationType: { $in: ['update', 'replace', 'delete'] },
              $or: [
                { 'ns.coll': { $in: [accounts, organizations] } },
                { 'ns.coll': sessions, 'updateDescription.updatedFields.revokedAt': { $type: 'date' } },
              ],
            },
          },
        ],
        { maxAwaitTimeMS: AWAIT_MS },
      );
    this.stream = stream;
    stream.on('error', (error) => this.lost(stream, error));
    stream.on('change', (event) => {
      const { ns, documentKey } = event as Change;
      const id = documentKey._id.toString();
      if (ns.coll === sessions) this.registry.revokeSession(id);
      else if (ns.coll === accounts) this.registry.forgetUser(id);
      else this.organizationChanged(id, stream);
    });
    try {
      // The stream is open once it has a token to resume from: changes from here on are seen.
      await new Promise<void>((resolve, reject) => {
        stream.once('resumeTokenChanged', () => resolve());
        stream.once('error', reject);
        stream.once('close', resolve);
      });
      await Promise.all([this.recallRevokedSessions(), this.placements.readAll()]);
      if (!this.closed && this.stream === stream) this.registry.setFollowing(true);
    } catch (error) {
      this.lost(stream, error as Error);
    }
  }

  /** Sessions ended before this process began to follow, whose access tokens may still be out. */
  private async recallRevokedSessions(): Promise<void> {
    const since = new Date(Date.now() - ACCESS_TOKEN_SECONDS * 1000);
    const revoked = await this.sessions
      .find({ revokedAt: { $gte: since, $type: 'date' } })
      .select({ _id: 1 })
      .lean();
    for (const { _id } of revoked) this.registry.revokeSession(_id);
  }

  /** Suspended or let in again, or moved to another cluster. */
  private organizationChanged(id: string, stream: ChangeStream<Document, Document>): void {
    this.registry.forgetEveryone();
    this.placements.read(id).catch((error: Error) => this.lost(stream, error));
  }

  private lost(stream: ChangeStream<Document, Document>, error: Error): void {
    if (this.closed || this.stream !== stream) return;
    this.stream = undefined;
    this.registry.setFollowing(false);
    this.logger.warn(
      `Lost the feed of access changes, asking the database at every request until it is back: ${error.message}`,
    );
    void stream.close().catch(() => undefined);
    this.retry = setTimeout(() => void this.follow().catch(() => undefined), RETRY_PAUSE_MS);
  }
}
