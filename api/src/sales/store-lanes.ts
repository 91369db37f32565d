import { Injectable } from '@nestjs/common';

/**
 * One lane for each store: its sales run one after the other in this process, so that registers selling the same bottle
 * queue here instead of aborting each other's transactions in the database.
 */
@Injectable()
export class StoreLanes {
  private readonly tails = new Map<string, Promise<unknown>>();

  run<T>(lane: string, work: () => Promise<T>): Promise<T> {
    const before = this.tails.get(lane) ?? Promise.resolve();
    const result = before.then(work, work);
    this.tails.set(lane, result);
    const leave = () => {
      // Only the last one out removes the lane, so the map holds no more than the stores now selling.
      if (this.tails.get(lane) === result) this.tails.delete(lane);
    };
    result.then(leave, leave);
    return result;
  }

  get size(): number {
    return this.tails.size;
  }
}
