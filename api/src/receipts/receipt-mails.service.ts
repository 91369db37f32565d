import { Injectable, Logger } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession } from 'mongodb';
import type { Model } from 'mongoose';
import { Actor } from '../access/actor';
import { AuditLog } from '../audit/audit-log';
import { DomainError, idReused } from '../errors/domain-error';
import { Idempotency } from '../idempotency/idempotency';
import type { KeyedRequest } from '../idempotency/idempotency-key';
import { Mailer, mailNotSetUp } from '../mail/mailer';
import { OrganizationProfile } from '../organization-profile/organization-profile.schema';
import type { ReceiptMail } from '../organization-profile/receipt-mail.schema';
import { SalesService } from '../sales/sales.service';
import { CurrentTenant } from '../tenancy/current-tenant';
import { TENANT } from '../tenancy/tenant-connection';
import type { ReceiptMailDto } from './dto/receipt-mail.dto';
import { ReceiptMailSender } from './receipt-mail-sender';

/** An address may be mistyped before it is right; more is no wish of a customer's. */
const MOST_OF_A_SALE = 5;
/** Of all that wait: past that no mail goes out, and paper is what helps. */
const MOST_WAITING = 100;

/** Receipts by e-mail: kept with the request, sent at once where the mail server answers, and again until it does. */
@Injectable()
export class ReceiptMailsService {
  private readonly logger = new Logger('ReceiptMails');

  constructor(
    @InjectModel(OrganizationProfile.name, TENANT) private readonly profiles: Model<OrganizationProfile>,
    private readonly sales: SalesService,
    private readonly mailer: Mailer,
    private readonly log: AuditLog,
    private readonly current: CurrentTenant,
    private readonly sender: ReceiptMailSender,
    private readonly idempotency: Idempotency,
  ) {}

  /** @throws DomainError `sale_not_found`, `mail_not_set_up`, `too_many_receipt_mails`, `id_reused` */
  async ask(actor: Actor, saleIdAsGiven: string, input: ReceiptMailDto): Promise<void> {
    actor.require('sale.read');
    if (!this.mailer.isSetUp) throw mailNotSetUp();
    const { id: saleId } = await this.sales.get(actor, saleIdAsGiven);
    const { id, to, language } = input;
    const request = { id: `receipt mail:${id}`, content: JSON.stringify([saleId, to, language]) };
    await this.once(request, async (session) => {
      const ids = Array.from({ length: MOST_OF_A_SALE }, (_, index) => `mailed:${saleId}:${index}`);
      const earlier = await this.log.find(ids, session);
      const free = ids[earlier.length];
      if (free === undefined) throw tooMany(`A receipt is sent at most ${MOST_OF_A_SALE} times.`);
      const mail: ReceiptMail = { _id: id, saleId, to, language, nextAt: new Date(), attempts: 0 };
      const hasRoom = { [`receiptMails.${MOST_WAITING - 1}`]: { $exists: false } };
      const { matchedCount } = await this.profiles.updateOne(hasRoom, { $push: { receiptMails: mail } }, { session });
      if (matchedCount === 0) throw tooMany('Mail is not going out just now. Print the receipt.');
      const after = { id, to: masked(to) };
      await this.log.write(actor, { _id: free, action: 'receipt.mailed', subject: saleId, after }, session);
    });
    // The customer waits for nothing: what fails here the job sends.
    const job = Actor.ofJob('send-receipt-mails', this.current.id);
    this.sender.sendDue(job).catch((error: Error) => this.logger.warn(`A receipt waits to be sent: ${error.message}`));
  }

  /** An id is of one mail: to another address, or in another language, it is another. @throws DomainError `id_reused` */
  private async once(request: KeyedRequest, ask: (session: ClientSession) => Promise<void>): Promise<void> {
    try {
      await this.idempotency.once(request, async (session) => {
        await ask(session);
        return {};
      });
    } catch (error) {
      if (error instanceof DomainError && error.code === 'idempotency_key_reused') throw idReused('receipt mail');
      throw error;
    }
  }
}

/** As much of an address as tells two of them apart. */
function masked(address: string): string {
  const at = address.lastIndexOf('@');
  return `${address.slice(0, 1)}…${address.slice(at)}`;
}

function tooMany(detail: string): DomainError {
  return new DomainError('too_many_receipt_mails', detail);
}
