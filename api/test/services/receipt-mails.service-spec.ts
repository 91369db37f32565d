import { randomUUID } from 'node:crypto';
import { validated } from '../../src/http/validation';
import { ProductsService } from '../../src/products/products.service';
import { ReceiptMailDto } from '../../src/receipts/dto/receipt-mail.dto';
import { ReceiptMailSender } from '../../src/receipts/receipt-mail-sender';
import { ReceiptMailsService } from '../../src/receipts/receipt-mails.service';
import { CheckoutService } from '../../src/sales/checkout';
import { MailServer } from '../support/mail-server';
import { type ServedOrganization, ServiceServer } from '../support/service-server';
import { newProduct } from '../support/test-server';
import { until } from '../support/until';

let post: MailServer;
let server: ServiceServer;
let org: ServedOrganization;
let productId: string;
let saleId: string;

beforeAll(async () => {
  post = new MailServer();
  process.env['SMTP_URL'] = await post.start();
  server = await ServiceServer.start();
});
afterAll(async () => {
  delete process.env['SMTP_URL'];
  await server.stop();
  await post.stop();
});
beforeEach(async () => {
  post.mails.length = 0;
  post.refuses = () => false;
  post.silent = false;
  post.refusal = 550;
  org = await server.openOrganization();
  const product = newProduct({ name: 'Rye <b>Extra</b>' });
  productId = (await org.ask(ProductsService, (products) => products.create(org.as.manager, product))).id;
  saleId = await sell(2, { tenders: [{ type: 'cash', amountCents: 2000 }] });
});

async function sell(quantity: number, more: object): Promise<string> {
  const sale = { id: randomUUID(), lines: [{ productId, packId: 'bottle', quantity }], tenders: [], ...more };
  await org.ask(CheckoutService, (checkout) => checkout.sell(org.as.cashier, sale));
  return sale.id;
}

const ask = (changes: object = {}, ofSale = saleId) => {
  const input = { id: randomUUID(), to: 'guest@example.com', language: 'en' as const, ...changes };
  return org.ask(ReceiptMailsService, (mails) => mails.ask(org.as.cashier, ofSale, input));
};
const profiles = () => server.database(org.id).collection('organization');
const waiting = async () => (await profiles().findOne({}))?.['receiptMails'] as { attempts: number; nextAt: Date }[];
const makeDue = () => profiles().updateOne({}, { $set: { 'receiptMails.$[].nextAt': new Date(Date.now() - 1000) } });
const sendDue = () => org.ask(ReceiptMailSender, (sender) => sender.sendDue(org.as.manager));
const logged = (action: string) =>
  server.database(org.id).collection('audit_log').find({ action }).sort({ at: 1 }).toArray();

describe('a receipt by mail', () => {
  it('goes out at once, as text, as a page and as a PDF, and its reader’s address is kept nowhere', async () => {
    await ask();
    await until(async () => (await waiting()).length === 0);
    const [mail] = post.mails;
    expect(mail?.to).toMatchObject({ text: 'guest@example.com' });
    expect(mail?.subject).toMatch(/· Receipt 1-1-000001$/);
    expect(mail?.text).toContain('Rye <b>Extra</b>: $14.26');
    expect(mail?.html).toContain('Rye &lt;b&gt;Extra&lt;/b&gt;');
    expect(mail?.attachments).toMatchObject([{ filename: '1-1-000001.pdf', contentType: 'application/pdf' }]);
    expect(mail?.attachments[0]?.content.subarray(0, 5).toString()).toBe('%PDF-');
    const [entry] = await logged('receipt.mailed');
    expect(entry).toMatchObject({ subject: saleId, after: { to: 'g…@example.com' } });
    expect(JSON.stringify(await profiles().findOne({}))).not.toContain('guest@');
  });

  it('of an exchange holds both receipts', async () => {
    const exchange = { saleId, lines: [{ line: 0, quantity: 2 }], reason: 'One too many' };
    await ask({}, await sell(1, { exchange }));
    await until(async () => post.mails.length === 1);
    const text = post.mails[0]?.text ?? '';
    expect(text.match(/1-1-00000[1-3]/g)).toEqual(expect.arrayContaining(['1-1-000002', '1-1-000003']));
    expect(text).toContain('$7.13');
  });

  it('that cannot be made holds up no other, and is given up in the end', async () => {
    const mail = { saleId: randomUUID(), to: 'a@b.example', language: 'en', attempts: 7 };
    const lost = { ...mail, _id: randomUUID(), nextAt: new Date(Date.now() - 1000) };
    await profiles().updateOne({}, { $set: { receiptMails: [lost] } });
    await ask();
    await until(async () => (await waiting()).length === 0 && post.mails.length === 1);
    expect((await logged('receipt.not_mailed')).map(({ after }) => after)).toEqual([{ fault: 'not_made' }]);
  });

  it('goes out once for an id, and five times for a sale', async () => {
    const id = randomUUID();
    await Promise.all([ask({ id }), ask({ id })]);
    await ask({ id });
    await until(async () => (await waiting()).length === 0 && post.mails.length > 0);
    expect(post.mails).toHaveLength(1);
    for (const other of [{ to: 'other@example.net' }, { to: 'gus@example.com' }, { language: 'es' }]) {
      await expect(ask({ id, ...other })).rejects.toMatchObject({ code: 'id_reused' });
    }
    for (let more = 0; more < 4; more++) await ask();
    await expect(ask()).rejects.toMatchObject({ code: 'too_many_receipt_mails' });
    await until(async () => post.mails.length === 5);
  });

  it('waits for a mail server that does not answer, and goes out when it does, from whichever process is first', async () => {
    post.silent = true;
    await ask();
    await until(async () => (await waiting())[0]?.attempts === 1);
    await sendDue();
    expect((await waiting())[0]?.attempts).toBe(1);
    post.silent = false;
    await makeDue();
    await Promise.all([sendDue(), sendDue(), sendDue()]);
    expect(post.mails).toHaveLength(1);
    expect(await waiting()).toEqual([]);
  });

  it('is given up where nobody has that mailbox, and after a day of trying, and the log says so', async () => {
    post.refuses = () => true;
    await ask({ to: 'nobody@example.com' });
    await until(async () => (await waiting()).length === 0);
    post.refuses = () => false;
    post.silent = true;
    await ask();
    await until(async () => (await waiting())[0]?.attempts === 1);
    for (let attempt = 1; attempt < 8; attempt++) {
      await makeDue();
      await sendDue();
    }
    expect(await waiting()).toEqual([]);
    expect((await logged('receipt.not_mailed')).map(({ after }) => after)).toEqual([
      { fault: 'refused' },
      { fault: 'unreachable' },
    ]);
  });

  it('is tried again where the server wants it later, and is given up where it never will', async () => {
    post.refuses = () => true;
    post.refusal = 451;
    await ask();
    await until(async () => (await waiting())[0]?.attempts === 1);
    post.refuses = () => false;
    await makeDue();
    await sendDue();
    expect(post.mails).toHaveLength(1);
    const quoted = { id: randomUUID(), to: '"a b"@example.com', language: 'en' };
    expect(() => validated(ReceiptMailDto, quoted)).toThrow();
  });

  it('is refused before the queue grows past what helps anybody', async () => {
    const mail = { saleId, to: 'a@b.example', language: 'en', attempts: 0 };
    const later = new Date(Date.now() + 60_000);
    const full = Array.from({ length: 100 }, () => ({ ...mail, _id: randomUUID(), nextAt: later }));
    await profiles().updateOne({}, { $set: { receiptMails: full } });
    await expect(ask()).rejects.toMatchObject({ code: 'too_many_receipt_mails' });
    expect(await logged('receipt.mailed')).toEqual([]);
  });
});
