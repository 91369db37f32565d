import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type Model, Types } from 'mongoose';
import type { Actor } from '../access/actor';
import { type AuditContent, AuditLog } from '../audit/audit-log';
import { DomainError, notFound } from '../errors/domain-error';
import { objectIdOr } from '../http/object-id';
import { Idempotency } from '../idempotency/idempotency';
import type { KeyedRequest } from '../idempotency/idempotency-key';
import { Mailer, MailNotSent, mailNotSetUp } from '../mail/mailer';
import { inTransaction } from '../mongo/transaction';
import { OrganizationProfile } from '../organization-profile/organization-profile.schema';
import type { ReportMail } from '../organization-profile/report-mail.schema';
import { StoreDirectory } from '../store-directory/store-directory';
import { CurrentTenant } from '../tenancy/current-tenant';
import { TENANT } from '../tenancy/tenant-connection';
import type { NewReportMailDto, ReportMailDto, ReportMailListDto } from './dto/report-mail.dto';
import { ReportMailSender } from './report-mail-sender';
import { nextTime } from './report-period';

const MOST_MAILS = 10;
/** Between two that somebody asks for by hand: nobody's mailbox is filled from here. */
const SEND_AGAIN_AFTER_SECONDS = 60;

/** Who gets which report by e-mail, and when. */
@Injectable()
export class ReportMailsService {
  constructor(
    @InjectModel(OrganizationProfile.name, TENANT) private readonly profiles: Model<OrganizationProfile>,
    private readonly directory: StoreDirectory,
    private readonly idempotency: Idempotency,
    private readonly mailer: Mailer,
    private readonly sender: ReportMailSender,
    private readonly current: CurrentTenant,
    private readonly log: AuditLog,
  ) {}

  async list(actor: Actor): Promise<ReportMailListDto> {
    actor.require('report.read');
    const profile = await this.profiles.findOne().select({ reportMails: 1 }).lean();
    return { items: profile?.reportMails.map(toDto) ?? [], canSend: this.mailer.isSetUp };
  }

  /** @throws DomainError `mail_not_set_up`, `too_many_report_mails` */
  async create(actor: Actor, input: NewReportMailDto, request?: KeyedRequest): Promise<ReportMailDto> {
    actor.require('report.read');
    if (!this.mailer.isSetUp) throw mailNotSetUp();
    const timezone = await this.directory.timezone();
    return this.idempotency.once(request, async (session) => {
      const document: ReportMail = {
        _id: new Types.ObjectId(),
        ...input,
        nextAt: nextTime(new Date(), input.every, input.hour, timezone),
        attempts: 0,
        sentAt: null,
        fault: null,
        userId: actor.userId,
        userName: actor.name,
      };
      const hasRoom = { [`reportMails.${MOST_MAILS - 1}`]: { $exists: false } };
      const { matchedCount } = await this.profiles.updateOne(
        hasRoom,
        { $push: { reportMails: document } },
        { session },
      );
      if (matchedCount === 0) throw tooManyMails();
      await this.log.write(actor, entryOfLog('create', document), session);
      return toDto(document);
    });
  }

  /** @throws DomainError `report_mail_not_found` where it was stopped before */
  async stop(actor: Actor, id: string): Promise<{ success: true }> {
    actor.require('report.read');
    const _id = objectIdOr(id, mailNotFound);
    await inTransaction(this.current.connection, async (session) => {
      const stop = { $pull: { reportMails: { _id } } };
      const before = await this.profiles.findOneAndUpdate({ 'reportMails._id': _id }, stop, { session }).lean();
      const stopped = before?.reportMails.find((mail) => mail._id.equals(_id));
      if (!stopped) throw mailNotFound();
      await this.log.write(actor, entryOfLog('delete', stopped), session);
    });
    return { success: true };
  }

  /**
   * Sends the one of the period that ended last, besides those that go out by themselves.
   * @throws DomainError `report_mail_not_found`, `too_many_attempts`, `mail_not_set_up`, `mail_not_sent`
   */
  async send(actor: Actor, id: string): Promise<ReportMailDto> {
    actor.require('report.read');
    const _id = objectIdOr(id, mailNotFound);
    const now = new Date();
    const before = new Date(now.getTime() - SEND_AGAIN_AFTER_SECONDS * 1000);
    // Whoever asks twice is told to wait before the first mail has gone out.
    const isFree = { _id, $or: [{ sentAt: null }, { sentAt: { $lte: before } }] };
    const found = await this.profiles
      .findOneAndUpdate({ reportMails: { $elemMatch: isFree } }, { $set: { 'reportMails.$.sentAt': now } })
      .select({ reportMails: 1 })
      .lean();
    const claimed = found?.reportMails.find((mail) => mail._id.equals(_id));
    if (!claimed) throw (await this.profiles.exists({ 'reportMails._id': _id })) ? tooSoon() : mailNotFound();
    const note = (values: object) => this.profiles.updateOne({ 'reportMails._id': _id }, { $set: values });
    try {
      const fault = await this.sender.send(actor, claimed, now);
      await note({ 'reportMails.$.fault': fault });
      await this.log.write(actor, entryOfLog('send', claimed));
      return toDto({ ...claimed, sentAt: now, fault });
    } catch (error) {
      await note({ 'reportMails.$.sentAt': claimed.sentAt });
      if (!(error instanceof MailNotSent)) throw error;
      if (error.fault === 'not_set_up') throw mailNotSetUp();
      const said = error.fault === 'refused' ? 'refused the mail' : 'did not answer';
      throw new DomainError('mail_not_sent', `The mail server ${said}. Check the addresses, or ask who runs it.`);
    }
  }
}

/** Figures leave the house: to whom is to be seen. */
function entryOfLog(act: 'create' | 'delete' | 'send', { _id, recipients, every }: ReportMail): AuditContent {
  const said = { recipients, every };
  return {
    action: `report_mail.${act}`,
    subject: _id.toString(),
    ...(act === 'delete' ? { before: said } : { after: said }),
  };
}

function toDto({ _id, recipients, every, hour, language, nextAt, sentAt, fault, userName }: ReportMail): ReportMailDto {
  return { id: _id.toString(), recipients, every, hour, language, nextAt, sentAt, fault, userName };
}

const mailNotFound = () => notFound('report mail');

function tooManyMails(): DomainError {
  return new DomainError('too_many_report_mails', `An organization has at most ${MOST_MAILS} reports by mail.`);
}

function tooSoon(): DomainError {
  return new DomainError('too_many_attempts', 'This report has just been sent.', {
    retryAfterSeconds: SEND_AGAIN_AFTER_SECONDS,
  });
}
