import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

/** A mail server on loopback, which keeps what it is given. */
export class MailServer {
  readonly mails: ParsedMail[] = [];
  /** Which readers it knows nothing of. */
  refuses = (_address: string): boolean => false;
  /** What it says of those: for good, or for now. */
  refusal = 550;
  /** Takes calls, and hangs up before it says anything. */
  silent = false;
  private readonly server: SMTPServer;

  constructor() {
    this.server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onConnect: (_session, done) => {
        if (!this.silent) return done();
        // As a server whose machine has gone: no code, no word.
        for (const connection of this.server.connections as Set<{ close(): void }>) connection.close();
      },
      onRcptTo: ({ address }, _session, done) =>
        done(
          this.refuses(address)
            ? Object.assign(new Error('no such mailbox'), { responseCode: this.refusal })
            : undefined,
        ),
      onData: (stream, _session, done) => {
        simpleParser(stream).then((mail) => {
          this.mails.push(mail);
          done();
        }, done);
      },
    });
  }

  async start(): Promise<string> {
    const listening = once(this.server.server, 'listening');
    this.server.listen(0, '127.0.0.1');
    await listening;
    return `smtp://127.0.0.1:${(this.server.server.address() as AddressInfo).port}`;
  }

  stop(): Promise<void> {
    return new Promise((resolve) => this.server.close(resolve));
  }
}
