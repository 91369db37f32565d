import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import type { Actor } from '../access/actor';
import { GRANTS } from '../access/permissions';
import { User } from '../auth/user.schema';
import { Mailer, MailNotSent } from '../mail/mailer';
import { OrganizationProfile } from '../organization-profile/organization-profile.schema';
import type { ReportMail } from '../organization-profile/report-mail.schema';
import { ReportsService } from '../reports/reports.service';
import { Store } from '../store-directory/store.schema';
import { TENANT } from '../tenancy/tenant-connection';
import { type ReportedFigures, reportMailContent } from './report-mail-content';
import { comparedWith, nextTime, type Period, periodBefore } from './report-period';

const FIRST_RETRY_MS = 15 * 60_000;
/** Over about a day; then the next period's is what counts. */
const MOST_ATTEMPTS = 7;

/** Sends reports whose time has come. */
@Injectable()
export class ReportMailSender {
  constructor(
    @InjectModel(OrganizationProfile.name, TENANT) private readonly profiles: Model<OrganizationProfile>,
    @InjectModel(Store.name, TENANT) private readonly stores: Model<Store>,
    @InjectModel(User.name, TENANT) private readonly users: Model<User>,
    private readonly reports: ReportsService,
    private readonly mailer: Mailer,
  ) {}

  /**
   * Those that are due, one after the other. What was sent but not noted, because the process ended between the two, is sent again with the
   * same message id.
   */
  async sendDue(actor: Actor, signal: AbortSignal): Promise<void> {
    actor.require('report.read');
    if (!this.mailer.isSetUp) return;
    const profile = await this.profile();
    const due = profile.reportMails.filter(({ nextAt }) => nextAt <= new Date());
    if (!profile.active) return;
    for (const mail of due) {
      if (signal.aborted) return;
      if (!(await this.isStillWanted(mail))) {
        await this.profiles.updateOne({}, { $pull: { reportMails: { _id: mail._id } } });
        continue;
      }
      const now = new Date();
      const next = nextTime(now, mail.every, mail.hour, profile.timezone);
      try {
        const fault = await this.send(actor, mail, now);
        await this.note(mail, { nextAt: next, attempts: 0, fault, sentAt: now });
      } catch (error) {
        if (!(error instanceof MailNotSent)) throw error;
        const again = new Date(now.getTime() + FIRST_RETRY_MS * 2 ** mail.attempts);
        const isOver = mail.attempts + 1 >= MOST_ATTEMPTS || again >= next;
        const rest = isOver ? { nextAt: next, attempts: 0 } : { nextAt: again, attempts: mail.attempts + 1 };
        await this.note(mail, { ...rest, fault: error.fault });
      }
    }
  }

  /** The report of the period that ended last. @throws MailNotSent */
  async send(actor: Actor, mail: ReportMail, now: Date): Promise<'partly_refused' | null> {
    const profile = await this.profile();
    const clocks = await this.stores.find().select({ timezone: 1, dayStartHour: 1 }).lean();
    const figures = await this.figures(actor, mail, periodBefore(now, mail.every, clocks));
    const { language, userName, recipients, _id } = mail;
    const content = reportMailContent(figures, { organization: profile, language, userName });
    return this.mailer.send({
      ...content,
      to: recipients,
      messageId: `<report-${_id}-${figures.period.from}-${figures.period.to}@liquor-pos>`,
    });
  }

  /** Who wanted it is there, and may still read reports: figures go to nobody in the name of who has left. */
  private async isStillWanted({ userId }: ReportMail): Promise<boolean> {
    const user = await this.users.findById(userId).select({ active: 1, role: 1 }).lean();
    return user?.active === true && GRANTS[user.role].held.has('report.read');
  }

  private async figures(actor: Actor, { every }: ReportMail, period: Period): Promise<ReportedFigures> {
    const before = comparedWith(period, every);
    const report = (groupBy: 'category' | 'tender' | 'product', of = period) =>
      this.reports.salesReport(actor, { ...of, groupBy });
    const { totals, groups: categories } = await report('category');
    const { groups: tenders } = await report('tender');
    const { groups: products } = await report('product');
    const { totals: totalsBefore } = await report('tender', before);
    const { groups: taxes } = await this.reports.taxReport(actor, period);
    return { every, period, before, totals, totalsBefore, categories, tenders, products, taxes };
  }

  private async profile(): Promise<OrganizationProfile> {
    return this.profiles.findOne().orFail().lean();
  }

  private async note({ _id, nextAt }: ReportMail, values: Partial<ReportMail>): Promise<void> {
    // One that was stopped meanwhile stays stopped.
    const changes = Object.entries(values).map(([name, value]) => [`reportMails.$.${name}`, value]);
    await this.profiles.updateOne(
      { reportMails: { $elemMatch: { _id, nextAt } } },
      { $set: Object.fromEntries(changes) as object },
    );
  }
}
