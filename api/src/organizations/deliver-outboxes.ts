import type { Job } from '../jobs/job';
import { Outbox } from '../outbox/outbox';

/** What main could not be told at once, of tenants on other clusters. */
export const deliverOutboxes: Job = {
  name: 'deliver-outboxes',
  scope: 'platform',
  everyMs: 5_000,
  async run({ resolve, signal }) {
    await (await resolve(Outbox)).deliverAll(signal);
  },
};
