import { channel } from 'node:diagnostics_channel';

/** What happens deep inside that whoever operates the program counts; whoever does it need not know who listens. */
export const measured = {
  /** A transaction met another one and is run again. */
  conflict: channel('liquor-pos:conflict'),
  /** A sale waited for the ones before it: `{ seconds }`. */
  laneWait: channel('liquor-pos:lane-wait'),
  /** A call waited for a connection to a database: `{ cluster, seconds, failed }`. */
  poolWait: channel('liquor-pos:pool-wait'),
  /** Somebody could not sign in: `{ reason }`, a problem's code. */
  refusedSignIn: channel('liquor-pos:refused-sign-in'),
  /** A job ended: `{ job, outcome }`, `done`, `failed` or `set_aside`. */
  job: channel('liquor-pos:job'),
  /** A request was refused since there were too many: `{ limit }`. */
  refusedByLimit: channel('liquor-pos:refused-by-limit'),
};
