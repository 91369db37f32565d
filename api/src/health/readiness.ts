import { setTimeout as delay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { databaseUnavailable } from '../errors/domain-error';
import { MAIN } from '../main-db/main-connection';
import { serverName } from '../mongo/server-version';
import { Drain } from './drain';

const DEADLINE_MS = 2_000;
/** Anyone may ask, and asking writes: what was found a moment ago is the answer. */
const HOLDS_FOR_MS = 1_000;
const COLLECTION = 'health';

/** Whether the database does what the product needs of it: takes a small write and reads it back. A ping is answered on a full disk too. */
@Injectable()
export class Readiness {
  private asked: { at: number; outcome: Promise<void> } | undefined;

  constructor(
    @InjectConnection(MAIN) private readonly main: Connection,
    private readonly drain: Drain,
  ) {}

  /** What the database is, once it has shown that it is usable. @throws DomainError `database_unavailable` */
  async database(): Promise<string> {
    if (this.drain.isDraining) throw databaseUnavailable('This process is about to stop; ask another.');
    if (!this.asked || Date.now() - this.asked.at > HOLDS_FOR_MS) {
      const outcome = this.within(DEADLINE_MS);
      outcome.catch(() => undefined);
      this.asked = { at: Date.now(), outcome };
    }
    await this.asked.outcome.catch(() => {
      throw databaseUnavailable('The database does not take writes, or does not answer.');
    });
    return serverName(this.main.getClient());
  }

  private async within(deadlineMs: number): Promise<void> {
    const expiry = new AbortController();
    try {
      const expired = delay(deadlineMs, undefined, { signal: expiry.signal }).then(() => {
        throw new Error('no answer in time');
      });
      await Promise.race([this.writeAndRead(), expired]);
    } finally {
      expiry.abort();
    }
  }

  private async writeAndRead(): Promise<void> {
    const collection = this.main.getClient().db(this.main.name).collection<{ _id: string; at: Date }>(COLLECTION);
    const at = new Date();
    await collection.updateOne({ _id: 'api' }, { $max: { at } }, { upsert: true, maxTimeMS: DEADLINE_MS });
    const kept = await collection.findOne({ _id: 'api' }, { maxTimeMS: DEADLINE_MS });
    if (!kept || kept.at < at) throw new Error('what was written is not there');
  }
}
