import { Injectable, Logger } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import type { Actor } from '../access/actor';
import { AuditLog } from '../audit/audit-log';
import { Mailer, MailNotSent } from '../mail/mailer';
import { OrganizationProfile } from '../organization-profile/organization-profile.schema';
import type { ReceiptMail } from '../organization-profile/receipt-mail.schema';
import { TENANT } from '../tenancy/tenant-connection';
import { ReceiptsService } from './receipts.service';

const FIRST_RETRY_MS = 5 * 60_000;
/** Over about ten hours; who wanted it has long asked for it otherwise. */
const MOST_ATTEMPTS = 8;
/** One that is being sent is nobody else's for so long: longer than a mail server is waited for. */
const CLAIM_MS = 2 * 60_000;

/** Sends the receipts that are due, each by whoever claims it first. */
@Injectable()
export class ReceiptMailSender {
  private readonly logger = new Logger('ReceiptMails');

  constructor(
    @InjectModel(OrganizationProfile.name, TENANT) private readonly profiles: Model<OrganizationProfile>,
    private readonly receipts: ReceiptsService,
    private readonly mailer: Mailer,
    private readonly log: AuditLog,
  ) {}

  /** One after the other. What was sent but not noted, because the process ended between the two, is sent again with the same message id. */
  async sendDue(actor: Actor, signal?: AbortSignal): Promise<void> {
    actor.require('sale.read');
    if (!this.mailer.isSetUp) return;
    const profile = await this.profiles.findOne().select({ receiptMails: 1 }).lean();
    const now = new Date();
    for (const mail of profile?.receiptMails.filter(({ nextAt }) => nextAt <= now) ?? []) {
      if (signal?.aborted) return;
      if (await this.claim(mail)) await this.send(actor, mail);
    }
  }

  private async claim({ _id, nextAt }: ReceiptMail): Promise<boolean> {
    const { modifiedCount } = await this.profiles.updateOne(
      { receiptMails: { $elemMatch: { _id, nextAt } } },
      { $set: { 'receiptMails.$.nextAt': new Date(Date.now() + CLAIM_MS) } },
    );
    return modifiedCount === 1;
  }

  private async send(actor: Actor, { _id, saleId, to, language, attempts }: ReceiptMail): Promise<void> {
    try {
      const content = await this.receipts.mail(actor, saleId, language);
      await this.mailer.send({ ...content, to: [to], messageId: `<receipt-${_id}@liquor-pos>` });
    } catch (error) {
      const isOfMail = error instanceof MailNotSent;
      // One that cannot be made is tried as often as one that cannot be sent, and holds up no other.
      if (!isOfMail) this.logger.warn(`Receipt ${saleId} could not be made for a mail: ${(error as Error).message}`);
      // A mailbox that nobody has gets none tomorrow either.
      if (!(isOfMail && error.isFinal) && attempts + 1 < MOST_ATTEMPTS) {
        const again = new Date(Date.now() + FIRST_RETRY_MS * 2 ** attempts);
        const change = { 'receiptMails.$.nextAt': again, 'receiptMails.$.attempts': attempts + 1 };
        await this.profiles.updateOne({ 'receiptMails._id': _id }, { $set: change });
        return;
      }
      await this.log.write(actor, {
        action: 'receipt.not_mailed',
        subject: saleId,
        after: { fault: isOfMail ? error.fault : 'not_made' },
      });
    }
    await this.profiles.updateOne({}, { $pull: { receiptMails: { _id } } });
  }
}
