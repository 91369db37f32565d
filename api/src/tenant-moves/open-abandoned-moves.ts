import type { Job } from '../jobs/job';
import { MoveLeftovers } from './move-leftovers';

/** A tenant whose move was cut off while nobody could write to it is written to again. */
export const openAbandonedMoves: Job = {
  name: 'open-abandoned-moves',
  scope: 'platform',
  everyMs: 5_000,
  async run({ resolve }) {
    await (await resolve(MoveLeftovers)).openAbandoned();
  },
};
