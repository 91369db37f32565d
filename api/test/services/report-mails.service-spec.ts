import { randomUUID } from 'node:crypto';
import { ProductsService } from '../../src/products/products.service';
import type { NewReportMailDto } from '../../src/report-mails/dto/report-mail.dto';
import { ReportMailSender } from '../../src/report-mails/report-mail-sender';
import { ReportMailsService } from '../../src/report-mails/report-mails.service';
import { ReportsService } from '../../src/reports/reports.service';
import { CheckoutService } from '../../src/sales/checkout';
import { MailServer } from '../support/mail-server';
import { type ServedOrganization, ServiceServer } from '../support/service-server';
import { newProduct } from '../support/test-server';

const A_DAY_MS = 24 * 60 * 60_000;
const DAILY: NewReportMailDto = {
  recipients: ['owner@store.example', 'books@store.example'],
  every: 'day',
  hour: 7,
  language: 'en',
};

let post: MailServer;
let server: ServiceServer;
let org: ServedOrganization;

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
  org = await server.openOrganization();
});

const create = (changes: object = {}) =>
  org.ask(ReportMailsService, (mails) => mails.create(org.as.manager, { ...DAILY, ...changes }));

const list = async () => (await org.ask(ReportMailsService, (mails) => mails.list(org.as.manager))).items;

const profiles = () => server.database(org.id).collection('organization');
const setAll = (values: object) =>
  profiles().updateOne(
    {},
    { $set: Object.fromEntries(Object.entries(values).map(([name, value]) => [`reportMails.$[].${name}`, value])) },
  );

const makeDue = () => setAll({ nextAt: new Date(Date.now() - 1000) });

const sendDue = () =>
  org.ask(ReportMailSender, (sender) => sender.sendDue(org.as.manager, new AbortController().signal));

/** Two bottles of $7.13 yesterday, one the week before, in cash. */
async function sellYesterday(name = 'Rye <b>Extra</b>') {
  const { id } = await org.ask(ProductsService, (products) => products.create(org.as.manager, newProduct({ name })));
  for (const [quantity, days] of [
    [2, 1],
    [1, 8],
  ] as const) {
    const sale = {
      id: randomUUID() as string,
      at: new Date(Date.now() - days * A_DAY_MS),
      lines: [{ productId: id, packId: 'bottle', quantity }],
      tenders: [{ type: 'cash' as const, amountCents: 713 * quantity }],
    };
    await org.ask(CheckoutService, (checkout) => checkout.sell(org.as.manager, sale));
  }
}

describe('a report by e-mail', () => {
  it('says to the cent what the report says, held against the week before, with a table of all products', async () => {
    await sellYesterday();
    await create();
    await makeDue();
    await sendDue();
    const [mail] = post.mails;
    const day = /(\d{4}-\d{2}-\d{2})/.exec(mail?.messageId ?? '')?.[1] ?? '';
    const { totals } = await org.ask(ReportsService, (reports) =>
      reports.salesReport(org.as.manager, { from: day, to: day, groupBy: 'day' }),
    );
    expect(totals.netCents).toBe(1426);
    expect(mail?.text).toContain('Net sales: $14.26  +100% (was $7.13)');
    expect(mail?.text).toContain('Cash: $14.26');
    expect(mail?.text).toContain('Rye <b>Extra</b>: $14.26  2');
    expect(mail?.html).toContain('Rye &lt;b&gt;Extra&lt;/b&gt;');
    expect([mail?.to].flat()[0]?.value.map(({ address }) => address)).toEqual(DAILY.recipients);
    expect(mail?.attachments[0]?.filename).toBe(`products-${day}.csv`);
    expect(mail?.attachments[0]?.content.toString()).toContain('Rye <b>Extra</b>,2,14.26,4.26,14.26');
  });

  it('goes out once for its period, and is due again at its hour', async () => {
    await create();
    await makeDue();
    await sendDue();
    await sendDue();
    expect(post.mails).toHaveLength(1);
    expect(post.mails[0]?.text).toContain('Nothing was sold.');
    const [mail] = await list();
    expect(mail).toMatchObject({ fault: null, sentAt: expect.any(Date) });
    expect(mail?.nextAt.getTime()).toBeGreaterThan(Date.now());
  });

  it('is known as the same when a process ended before it had noted that it was sent', async () => {
    await create();
    await makeDue();
    await sendDue();
    await makeDue();
    await sendDue();
    const ids = post.mails.map(({ messageId }) => messageId);
    expect(ids).toEqual([ids[0], ids[0]]);
  });

  it('is tried again later where the server refuses it, and says so until it went out', async () => {
    await create();
    post.refuses = () => true;
    await makeDue();
    const before = Date.now();
    await sendDue();
    const [refused] = await list();
    expect(refused).toMatchObject({ fault: 'refused', sentAt: null });
    const waitsMs = (refused?.nextAt.getTime() ?? 0) - before;
    expect(waitsMs).toBeGreaterThan(0);
    expect(waitsMs).toBeLessThanOrEqual(16 * 60_000);
    post.refuses = () => false;
    await makeDue();
    await sendDue();
    expect(await list()).toMatchObject([{ fault: null, sentAt: expect.any(Date) }]);
  });

  it('is given up for a period that the next one overtakes', async () => {
    await create();
    post.refuses = () => true;
    await setAll({ attempts: 6 });
    await makeDue();
    await sendDue();
    expect(await profiles().findOne()).toMatchObject({ reportMails: [{ attempts: 0, fault: 'refused' }] });
  });

  it('speaks Spanish to who wants it', async () => {
    await sellYesterday();
    await create({ language: 'es', every: 'week' });
    await makeDue();
    await sendDue();
    expect(post.mails[0]?.subject).toContain('Ventas de la semana');
    expect(post.mails[0]?.text).toContain('La tabla de todos los productos');
  });

  it('does not leave a suspended organization', async () => {
    await create();
    await makeDue();
    await server
      .database(org.id)
      .collection('organization')
      .updateOne({}, { $set: { active: false } });
    await sendDue();
    expect(post.mails).toHaveLength(0);
  });

  it('says where some of its readers were refused', async () => {
    await create();
    post.refuses = (address) => address.startsWith('books@');
    await makeDue();
    await sendDue();
    expect(post.mails).toHaveLength(1);
    expect(await list()).toMatchObject([{ fault: 'partly_refused', sentAt: expect.any(Date) }]);
  });

  it('ends with who wanted it: nobody gets figures in the name of who has left', async () => {
    await create();
    await makeDue();
    await server
      .database(org.id)
      .collection('users')
      .updateMany({}, { $set: { role: 'cashier' } });
    await sendDue();
    expect(post.mails).toHaveLength(0);
    expect(await list()).toEqual([]);
  });

  it('calls a product what it is called now', async () => {
    await sellYesterday('Old name');
    const [sold] = await server.database(org.id).collection('products').find().toArray();
    await server
      .database(org.id)
      .collection('products')
      .updateOne({ _id: sold?._id }, { $set: { name: 'New name' } });
    await create();
    await makeDue();
    await sendDue();
    expect(post.mails[0]?.text).toContain('New name: $14.26');
  });

  it('can be asked for now, once a minute; what the server refuses is said', async () => {
    const { id } = await create();
    const send = () => org.ask(ReportMailsService, (mails) => mails.send(org.as.manager, id));
    post.refuses = () => true;
    await expect(send()).rejects.toMatchObject({ code: 'mail_not_sent' });
    post.refuses = () => false;
    expect(await send()).toMatchObject({ sentAt: expect.any(Date) });
    await expect(send()).rejects.toMatchObject({ code: 'too_many_attempts' });
    expect(post.mails).toHaveLength(1);
  });

  it('is at most one of ten, and nothing once it was stopped', async () => {
    const made = await Promise.allSettled(Array.from({ length: 16 }, (_, hour) => create({ hour })));
    expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
    await expect(create()).rejects.toMatchObject({ code: 'too_many_report_mails' });
    for (const { id } of await list()) {
      await org.ask(ReportMailsService, (mails) => mails.stop(org.as.manager, id));
    }
    await makeDue();
    await sendDue();
    expect(post.mails).toHaveLength(0);
  });
});
