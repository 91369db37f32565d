import type { Job } from '../jobs/job';
import { ReportMailSender } from './report-mail-sender';

/** A report is there within a few minutes of its hour. */
const EVERY_MS = 2 * 60_000;

/** Sends the reports that are due. */
export const sendReportMails: Job = {
  name: 'send-report-mails',
  scope: 'tenant',
  everyMs: EVERY_MS,
  async run({ actor, resolve, signal }) {
    await (await resolve(ReportMailSender)).sendDue(actor, signal);
  },
};
