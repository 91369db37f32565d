import type { Job } from '../jobs/job';
import { ReceiptMailSender } from './receipt-mail-sender';

/** A receipt is sent when it is asked for; this is for those that could not be. */
const EVERY_MS = 5 * 60_000;

/** Sends the receipts that are still to go out by e-mail. */
export const sendReceiptMails: Job = {
  name: 'send-receipt-mails',
  scope: 'tenant',
  everyMs: EVERY_MS,
  async run({ actor, resolve, signal }) {
    await (await resolve(ReceiptMailSender)).sendDue(actor, signal);
  },
};
