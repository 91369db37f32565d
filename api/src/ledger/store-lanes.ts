import { Injectable } from '@nestjs/common';
import { type DomainError, databaseUnavailable } from '../errors/domain-error';
import { measured } from '../logging/measured';

/** A till would rather know than wait: whatever holds the lane up has nothing to do with this sale. */
const LONGEST_WAIT_MS = 10_000;

/**
 * One lane for each store: its sales run one after the other in this process, so that registers selling the same bottle
 * queue here instead of aborting each other's transactions in the database.
 */
@Injectable()
export class StoreLanes {
  private readonly tails = new Map<string, Promise<unknown>>();

  /** @throws DomainError `database_unavailable` when its turn did not come in time; the work is then never begun */
  run<T>(lane: string, work: () => Promise<T>): Promise<T> {
    const asked = performance.now();
    const before = this.tails.get(lane) ?? Promise.resolve();
    const turn = waitedTurn(work);
    const ended = before.then(async () => {
      measured.laneWait.publish({ seconds: (performance.now() - asked) / 1000 });
      const settle = await turn.begin();
      // Only the last one out removes the lane, so the map holds no more than the stores now selling.
      if (this.tails.get(lane) === ended) this.tails.delete(lane);
      settle();
    });
    this.tails.set(lane, ended);
    return turn.result;
  }

  get size(): number {
    return this.tails.size;
  }
}

/** Work that is begun when its turn comes, unless it was given up before that. `begin` never rejects; what it answers settles the result. */
function waitedTurn<T>(work: () => Promise<T>): { begin(): Promise<() => void>; result: Promise<T> } {
  let begin: () => Promise<() => void> = async () => () => undefined;
  const result = new Promise<T>((resolve, reject) => {
    let givenUp = false;
    const wait = setTimeout(() => {
      givenUp = true;
      reject(laneHeldUp());
    }, LONGEST_WAIT_MS);
    begin = async () => {
      clearTimeout(wait);
      if (givenUp) return () => undefined;
      return work().then(
        (value) => () => resolve(value),
        (error: unknown) => () => reject(error),
      );
    };
  });
  return { begin: () => begin(), result };
}

function laneHeldUp(): DomainError {
  const detail = 'The sales before this one take too long. It was not made; try again with the same id.';
  return databaseUnavailable(detail);
}
