import { setTimeout as delay } from 'node:timers/promises';
import type { ClientSession } from 'mongodb';
import type { Model, Types } from 'mongoose';
import type { MovePhase, TenantMove } from '../main-db/tenant-move.schema';

const LEASE_MS = 20_000;
const RENEW_EVERY_MS = 5_000;

/** The right to move one tenant. Each change of its record is one atomic update of who still holds it. */
export class MoveLease {
  constructor(
    private readonly moves: Model<TenantMove>,
    private readonly id: Types.ObjectId,
    private readonly holder: string,
  ) {}

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
    return move;
  }

  /** Takes over what somebody else began and no longer holds. @returns whether it could be had */
  async takeOver({ holder, holdsUntil }: TenantMove, phase: MovePhase): Promise<boolean> {
    if (holdsUntil > new Date()) return false;
    const taken = { holder: this.holder, holdsUntil: this.until(), phase };
    return (await this.moves.updateOne({ _id: this.id, holder, holdsUntil }, { $set: taken })).modifiedCount === 1;
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

  /** @throws Error when somebody else has taken over */
  async note(progress: Partial<Pick<TenantMove, 'resumeAfter' | 'copied' | 'copying'>>): Promise<void> {
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
    if (matchedCount === 0) throw lost();
  }

  /** It is to begin anew. */
  async forget(): Promise<void> {
    await this.moves.deleteOne(this.own);
  }

  private get own() {
    return { _id: this.id, holder: this.holder };
  }

  private until(): Date {
    return new Date(Date.now() + LEASE_MS);
  }

  private async change(fields: Partial<TenantMove>): Promise<void> {
    const change = { $set: { holdsUntil: this.until(), ...fields } };
    if ((await this.moves.updateOne(this.own, change)).matchedCount === 0) throw lost();
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

function lost(): Error {
  return new Error('Another process has taken over this move.');
}
