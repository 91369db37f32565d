import type { Job } from '../jobs/job';
import { AuditChain } from './audit-chain';

const EVERY_MS = 5 * 60_000;

export const chainAuditLog: Job = {
  name: 'chain-audit-log',
  scope: 'tenant',
  everyMs: EVERY_MS,
  async run({ actor, resolve, signal }) {
    await (await resolve(AuditChain)).extend(actor, signal);
  },
};
