import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { createTransport, type SendMailOptions } from 'nodemailer';
import { Environment } from '../config/environment';
import { DomainError } from '../errors/domain-error';
import type { MailFault } from '../organization-profile/report-mail.schema';

/** A server of mail that says nothing is no reason to wait for long: what could not be sent is sent later. */
const TIMEOUTS_MS = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000, dnsTimeout: 10_000 };

export interface Mail {
  to: readonly string[];
  subject: string;
  text: string;
  html: string;
  attachment: { filename: string; content: string | Buffer; contentType: string };
  /** `<id@liquor-pos>`; stays the same when a mail is sent again, so that who receives it twice can know it. */
  messageId: string;
}

/** What the server said is the operator's alone, and in the log. */
export class MailNotSent extends Error {
  constructor(
    readonly fault: MailFault,
    message: string,
    /** That the same mail would be refused tomorrow too. */
    readonly isFinal = false,
  ) {
    super(message);
    this.name = 'MailNotSent';
  }
}

export function mailNotSetUp(): DomainError {
  return new DomainError('mail_not_set_up', 'This deployment sends no mail; who runs it sets SMTP_URL.');
}

/** Sends mail over the deployment's SMTP server, where it has one. */
@Injectable()
export class Mailer implements OnApplicationShutdown {
  private readonly logger = new Logger('Mail');
  private readonly transport;

  constructor(private readonly environment: Environment) {
    const { smtpUrl } = environment;
    this.transport = smtpUrl === undefined ? undefined : createTransport({ url: smtpUrl, ...TIMEOUTS_MS });
  }

  get isSetUp(): boolean {
    return this.transport !== undefined;
  }

  /** @returns `partly_refused` where some of its readers were refused @throws MailNotSent where nobody got it */
  async send({ to, attachment, ...mail }: Mail): Promise<'partly_refused' | null> {
    if (!this.transport) throw new MailNotSent('not_set_up', 'This deployment sends no mail.');
    const message: SendMailOptions = {
      ...mail,
      from: this.environment.mailFrom,
      to: [...to],
      attachments: [attachment],
      // What a mail is made of is ours, but it must never make the server read files or addresses.
      disableFileAccess: true,
      disableUrlAccess: true,
    };
    try {
      const { rejected } = await this.transport.sendMail(message);
      if (rejected.length > 0)
        this.logger.warn(`Mail ${mail.messageId} was refused for ${rejected.length} of its readers`);
      return rejected.length > 0 ? 'partly_refused' : null;
    } catch (error) {
      const { message: text, responseCode, code } = error as Error & { responseCode?: number; code?: string };
      this.logger.warn(`Mail ${mail.messageId} was not sent: ${text}`);
      // Of 4xx the server says itself that it may be tried again (RFC 5321, 4.2.1); a sign-in that failed is no fault of the mail's.
      const isFinal = (responseCode ?? 0) >= 500 && (code === 'EENVELOPE' || code === 'EMESSAGE');
      throw new MailNotSent(responseCode === undefined ? 'unreachable' : 'refused', text, isFinal);
    }
  }

  onApplicationShutdown(): void {
    this.transport?.close();
  }
}
