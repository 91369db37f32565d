import { type Cents, ZERO_CENTS } from '@liquor-pos/domain/money/money';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession } from 'mongodb';
import type { Model } from 'mongoose';
import { upsert } from '../../../mongo/bulk-write';
import { ID_INDEX } from '../../../mongo/transaction';
import { TENANT } from '../../../tenancy/tenant-connection';
import { addUp, type Book, differencesOf, type Posting } from '../../book';
import { Sale } from '../../documents/sale.schema';
import { RULE_COUNT_KIND, RuleCount } from './rule-count.schema';

/** What a counter stands at. */
export interface Counted {
  times: number;
  cents: Cents;
}

const NOTHING: Counted = { times: 0, cents: ZERO_CENTS };

/**
 * What limits count: each counter is the sum of what sales, voids and returns say of it. A sale that a limit asks about reads its counters
 * and writes them in one transaction, so that no two of them pass it together: they conflict, and the second looks again.
 */
@Injectable()
export class RuleCountsBook implements Book {
  constructor(
    @InjectModel(RuleCount.name, TENANT) private readonly counts: Model<RuleCount>,
    @InjectModel(Sale.name, TENANT) private readonly sales: Model<Sale>,
  ) {}

  /** Undefined where nothing is counted, which costs nothing. */
  post({ counted }: Pick<Sale, 'counted'>): Posting | undefined {
    if (counted.length === 0) return undefined;
    const operations = counted.map(({ counter, times, cents }) =>
      upsert(
        this.counts,
        { _id: counter },
        { $inc: { times, cents }, $setOnInsert: { kind: RULE_COUNT_KIND } },
        ID_INDEX,
      ),
    );
    return { operations: () => operations };
  }

  /** One round trip, or none where nothing is asked for. */
  async read(counters: readonly string[], session?: ClientSession): Promise<(counter: string) => Counted> {
    if (counters.length === 0) return () => NOTHING;
    const known = await this.counts
      .find({ _id: { $in: counters } })
      .session(session ?? null)
      .lean();
    const byCounter = new Map(known.map((count) => [count._id, count]));
    return (counter) => byCounter.get(counter) ?? NOTHING;
  }

  async differences(session: ClientSession): Promise<string[]> {
    const sums = new Map<string, Record<string, number>>();
    const counting = this.sales.find({ 'counted.0': { $exists: true } }).select({ counted: 1 });
    for await (const { counted } of counting.session(session).lean().cursor()) {
      for (const { counter, times, cents } of counted) addUp(sums, counter, { times, cents });
    }
    const kept = new Map<string, object>();
    for await (const { _id, times, cents } of this.counts
      .find({ kind: RULE_COUNT_KIND })
      .session(session)
      .lean()
      .cursor()) {
      kept.set(_id, { times, cents });
    }
    return differencesOf('limited rule', sums, kept);
  }
}
