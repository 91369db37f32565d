import type { Job } from '../jobs/job';
import { HeldSalesService } from './held-sales.service';

const EVERY_MS = 60 * 60_000;

export const expireHeldSales: Job = {
  name: 'expire-held-sales',
  scope: 'tenant',
  everyMs: EVERY_MS,
  async run({ actor, resolve }) {
    await (await resolve(HeldSalesService)).expire(actor);
  },
};
