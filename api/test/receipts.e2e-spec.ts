import { randomUUID } from 'node:crypto';
import sharp from 'sharp';
import { newProduct, type Organization, TestServer } from './support/test-server';

let server: TestServer;
let org: Organization;
let saleId: string;

beforeAll(async () => {
  server = await TestServer.start();
  org = await server.openOrganization('Corner Liquors');
  const { id: productId } = (await org.manager.post('/products', newProduct()).expect(201)).body;
  const store = (await org.cashier.get('/stores').expect(200)).body.items[0];
  const receipt = { address: '1200 Main Street', taxNumber: 'IA 1-77', head: '', foot: 'Thank you.' };
  await org.admin.call('patch', `/stores/${store.id}`, { receipt }).expect(200);
  saleId = randomUUID();
  const lines = [{ productId, packId: 'bottle', quantity: 2 }, { giftCard: { amountCents: 2500, code: 'GIFT-0042' } }];
  await org.cashier.post('/sales', { id: saleId, lines, tenders: [{ type: 'cash', amountCents: 4000 }] }).expect(201);
});
afterAll(() => server.stop());

const receiptOf = (query: string) => org.cashier.get(`/sales/${saleId}/receipt${query}`);

describe('a receipt', () => {
  it('is one document, in English or Spanish, and says when it is a copy', async () => {
    const { body } = await receiptOf('').expect(200);
    expect(body).toMatchObject({
      organizationName: 'Corner Liquors',
      head: ['1200 Main Street', 'IA 1-77'],
      number: 'Receipt 1-1-000001',
      marks: [],
      items: [
        { amountCents: 1426, code: null },
        { name: 'Gift card', amountCents: 2500, code: 'GIFT0042' },
      ],
      total: { name: 'Total', amountCents: 3926 },
      payments: [
        { name: 'Cash', amountCents: 4000 },
        { name: 'Change', amountCents: 74 },
      ],
      foot: ['Thank you.'],
      barcode: '1-1-000001',
    });
    const { body: copy } = await receiptOf('?language=es&copy=true').expect(200);
    expect(copy).toMatchObject({ number: 'Recibo 1-1-000001', marks: ['Copia'], total: { name: 'Total' } });
  });

  it('is a page, a PDF and bytes for a printer as well', async () => {
    const html = await receiptOf('?format=html').expect(200);
    expect([html.type, html.text.includes('Corner Liquors'), html.text.includes('$39.26')]).toEqual([
      'text/html',
      true,
      true,
    ]);
    const pdf = await receiptOf('?format=pdf').expect(200);
    expect(pdf.type).toBe('application/pdf');
    expect((pdf.body as Buffer).subarray(0, 5).toString()).toBe('%PDF-');
    const escpos = await receiptOf('?format=escpos&columns=32&drawer=true').expect(200);
    const bytes = escpos.body as Buffer;
    expect([bytes[0], bytes[1]]).toEqual([0x1b, 0x40]);
    expect(bytes.toString('latin1')).toContain('Corner Liquors');
    expect(bytes.includes(Buffer.from([0x1b, 0x70]))).toBe(true);
  });

  it('has the organization’s logo on paper, too', async () => {
    const background = { r: 0, g: 90, b: 40 };
    const picture = sharp({ create: { width: 80, height: 40, channels: 3, background } });
    const webp = (await picture.webp().toBuffer()).toString('base64');
    await org.admin.put('/organization/logo', { webp }).expect(200);
    const pdf = (await receiptOf('?format=pdf').expect(200)).body as Buffer;
    expect(pdf.toString('latin1')).toContain('/Width 80');
    const escpos = (await receiptOf('?format=escpos').expect(200)).body as Buffer;
    // A picture in rows: ten bytes wide and forty rows high.
    expect(escpos.includes(Buffer.from([0x1d, 0x76, 0x30, 0, 10, 0, 40, 0]))).toBe(true);
    expect((await receiptOf('?format=html').expect(200)).text).toContain('<img alt="" src="data:image/png;base64,');
  });

  it('is one of a sale that is there, in a form that is known', async () => {
    await org.cashier.get(`/sales/${randomUUID()}/receipt`).expect(404);
    for (const query of ['?format=doc', '?language=de', '?columns=40', '?copy=1', '?drawer=perhaps']) {
      const { body } = await receiptOf(query).expect(400);
      expect(body.code).toBe('validation_failed');
    }
  });
});
