import type { Connection } from 'mongoose';
import { RateLimiterMemory, RateLimiterMongo, RateLimiterRes } from 'rate-limiter-flexible';

/** In main's database; see `RateLimit`. */
const COLLECTION = 'rate_limits';
export const WINDOW_SECONDS = 60;
/** So often a process tells the others how much of a limit it has used, over the limit's whole course. */
const TOLD_IN_PARTS = 20;

export interface Consumed {
  isOver: boolean;
  remaining: number;
  resetSeconds: number;
}

/**
 * So many requests a minute for each key, counted by all processes together. Each counts for itself and tells the database of every twentieth part of
 * the limit, without a request waiting for it: who stays far below it costs the database nothing, and who is over it is so everywhere, give
 * or take such a part for each process. While main does not answer each process counts alone.
 */
export class SharedRateLimit {
  private readonly here: RateLimiterMemory;
  private readonly everywhere: RateLimiterMongo;
  private readonly part: number;

  constructor(
    readonly name: string,
    readonly perMinute: number,
    main: Connection,
  ) {
    const points = { points: perMinute, duration: WINDOW_SECONDS, keyPrefix: name };
    this.part = Math.max(1, Math.floor(perMinute / TOLD_IN_PARTS));
    this.here = new RateLimiterMemory(points);
    this.everywhere = new RateLimiterMongo({
      ...points,
      storeClient: main.getClient(),
      dbName: main.name,
      tableName: COLLECTION,
      // Indexes are built by the schema, and what has expired is deleted by a job.
      disableIndexesCreation: true,
    });
  }

  async consume(key: string): Promise<Consumed> {
    const used = await this.here.consume(key).catch((refused: unknown) => {
      if (refused instanceof RateLimiterRes) return refused;
      throw refused;
    });
    if (used.consumedPoints % this.part === 0) void this.tell(key);
    return {
      isOver: used.consumedPoints > this.perMinute,
      remaining: Math.max(0, used.remainingPoints),
      resetSeconds: Math.max(1, Math.ceil(used.msBeforeNext / 1000)),
    };
  }

  private async tell(key: string): Promise<void> {
    try {
      const { consumedPoints, msBeforeNext } = await this.everywhere.penalty(key, this.part);
      if (consumedPoints > this.perMinute) await this.here.block(key, Math.ceil(msBeforeNext / 1000));
    } catch {
      // Each process counts alone until main answers again.
    }
  }
}
