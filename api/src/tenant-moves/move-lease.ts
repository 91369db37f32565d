import { setTimeout as delay } from 'node:timers/promises';
import type { ClientSession } from 'mongodb';
import type { Model, Types } from 'mongoose';
import type { MovePhase, TenantMove } from '../main-db/tenant-move.schema';
import { CopyLost } from './database-copy';

const LEASE_MS = 20_000;
const RENEW_EVERY_MS = 5_000;

/** Before it runs out somebody who was held up must have stopped. */
const MARGIN_MS = 5_000;

/** The right to move one tenant. Each change of its record is one atomic update of who still holds it. */
export class MoveLease {
  constructor(
    private readonly moves: Model<TenantMove>,
    private readonly id: Types.ObjectId,
    readonly holder: string,
  ) {}

  private renewedAt = 0;

  async begin(from: string | null, to: string | null): Promise<TenantMove> {
    const move: TenantMove = {
      _id: this.id,
      from,
      to,
      phase: 'copying',
      holder: this.holder,
      holdsUntil: this.until(),
      startedAt: new Date(),
      resumeAfter: null,
      copied: [],
      copying: null,
    };
    await this.moves.create(move);
    this.renewedAt = performance.now();
    return move;
  }

  /** Takes over what somebody else began and no longer holds. @returns whether it could be had */
  async takeOver({ holder, holdsUntil }: TenantMove, phase: MovePhase): Promise<boolean> {
    if (holdsUntil > new Date()) return false;
    const taken = { holder: this.holder, holdsUntil: this.until(), phase };
    const asked = performance.now();
    const { modifiedCount } = await this.moves.updateOne({ _id: this.id, holder, holdsUntil }, { $set: taken });
    if (modifiedCount === 1) this.renewedAt = asked;
    return modifiedCount === 1;
  }

  /** Runs what needs the lease, renewing it meanwhile. */
  async whileHeld<T>(work: () => Promise<T>): Promise<T> {
    const over = new AbortController();
    const renewing = this.renew(over.signal);
    try {
      return await work();
    } finally {
      over.abort();
      await renewing;
      await this.moves
        .updateOne({ ...this.own, phase: 'copying' }, { $set: { holdsUntil: new Date() } })
        .catch(() => undefined);
    }
  }

  /**
   * Before what no transaction guards. By this process's own clock, without asking: whoever was held up for longer than the lease is told so.
   * @throws CopyLost
   */
  assertHeld(): void {
    if (performance.now() - this.renewedAt > LEASE_MS - MARGIN_MS) throw new CopyLost();
  }

  /** @throws CopyLost when somebody else has taken over */
  async note(progress: Partial<Pick<TenantMove, 'resumeAfter' | 'copied' | 'copying'>> = {}): Promise<void> {
    await this.change(progress);
  }

  /** @throws Error when somebody else has taken over */
  async enter(phase: MovePhase): Promise<void> {
    await this.change({ phase });
  }

  /** @returns whether it was in that phase still, and is in the next one now */
  async leave(phase: MovePhase, next: MovePhase): Promise<boolean> {
    const change = { $set: { phase: next, holdsUntil: this.until() } };
    return (await this.moves.updateOne({ ...this.own, phase }, change)).matchedCount > 0;
  }

  async handBack(phase: MovePhase): Promise<void> {
    await this.change({ phase, holdsUntil: new Date() });
  }

  /** The move is done: only what it left behind is remembered. @throws Error when somebody else has taken over */
  async end(session: ClientSession): Promise<void> {
    const done = { phase: 'moved' as const, copied: [], copying: null, resumeAfter: null };
    const { matchedCount } = await this.moves.updateOne({ ...this.own, phase: 'closing' }, { $set: done }, { session });
    if (matchedCount === 0) throw new CopyLost();
  }

  /** It is to begin anew, by whoever calls next. @throws CopyLost */
  async reset(): Promise<void> {
    await this.change({ phase: 'copying', copied: [], copying: null, resumeAfter: null });
  }

  async forget(): Promise<void> {
    await this.moves.deleteOne({ ...this.own, phase: { $ne: 'moved' } });
  }

  private get own() {
    return { _id: this.id, holder: this.holder };
  }

  private until(): Date {
    return new Date(Date.now() + LEASE_MS);
  }

  private async change(fields: Partial<TenantMove>): Promise<void> {
    const change = { $set: { holdsUntil: this.until(), ...fields } };
    const asked = performance.now();
    if ((await this.moves.updateOne(this.own, change)).matchedCount === 0) throw new CopyLost();
    this.renewedAt = asked;
  }

  private async renew(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await delay(RENEW_EVERY_MS, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      // Where it cannot be, what needs it next finds out.
      await this.change({}).catch(() => undefined);
    }
  }
}
