import { randomUUID } from 'node:crypto';
import { newProduct, type Organization, TestServer } from './support/test-server';

let server: TestServer;
let org: Organization;

beforeAll(async () => {
  server = await TestServer.start({ PUBLIC_URL: 'https://pos.store.example' });
  org = await server.openOrganization('Corner <Liquor>');
  await server.takeAnyCash(org);
});
afterAll(() => server.stop());

async function sold(): Promise<{ id: string; receiptNumber: string }> {
  await org.admin.post('/pricing/presets', { preset: 'us-ia' });
  const three = { kind: 'n_for_price', count: 3, priceCents: 2500 };
  await org.admin.post('/pricing/promotions', { name: 'Three for 25', selector: {}, offer: three }).expect(201);
  const packs = [{ id: 'bottle', name: 'Bottle', units: 1, priceCents: 1000, barcodes: [] }];
  const { body: product } = await org.manager
    .post('/products', newProduct({ packs, name: 'Rye & <b>', taxCode: 'spirits' }))
    .expect(201);
  const lines = [{ productId: product.id, packId: 'bottle', quantity: 2 }];
  const sale = {
    ...{ id: randomUUID(), lines, tenders: [{ type: 'cash', amountCents: 100_000 }] },
    customer: { reference: '5550199', taxExemption: 'CERT-77' },
    discount: { kind: 'amount', amountCents: 100, reason: 'cousin of Ann' },
  };
  return (await org.manager.post('/sales', sale).expect(201)).body;
}
const page = (path: string, language = 'en') =>
  fetch(`${server.url}${path}`, { headers: { 'accept-language': language } });

describe('how a price came about', () => {
  it('can be read by whoever has the code of the receipt: rules, law, and what was near; nobody’s name', async () => {
    const { id, receiptNumber } = await sold();
    const { body: link } = await org.cashier.get(`/sales/${id}/price-link`).expect(200);
    expect(link.url).toBe(`https://pos.store.example${link.path}`);
    const answer = await page(link.path);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    const text = await answer.text();
    for (const said of [receiptNumber, 'Three for 25', 'one more for it', 'Iowa sales tax', 'Discount on the sale'])
      expect(text).toContain(said);
    // Their sources once, however many lines are taxed by it.
    expect(text.match(/Published rules: Iowa/g)).toHaveLength(1);
    expect(text).toContain('after the published rules of Iowa, see below');
    expect(text).toContain('href="https://');
    expect(text).toContain('Rye &amp; &lt;b&gt;');
    for (const kept of ['5550199', 'CERT-77', 'cousin', 'cashier', 'manager', 'cash']) {
      expect(text.toLowerCase()).not.toContain(kept.toLowerCase());
    }
  });

  it('can be read in Spanish by who would rather', async () => {
    const { id, receiptNumber } = await sold();
    const { body: link } = await org.cashier.get(`/sales/${id}/price-link`).expect(200);
    const answer = await page(link.path, 'es-MX,es;q=0.9,en;q=0.8');
    expect(answer.headers.get('vary')).toContain('accept-language');
    // Its code is all that is asked for: it stands in no line of the log.
    const code = link.path.split('/').at(-1) as string;
    const logged = server.entries.map((entry) => JSON.stringify(entry)).join();
    expect(logged).toContain(`/api/explained-prices/…${code.slice(-4)}`);
    expect(logged).not.toContain(code);
    const text = await answer.text();
    for (const said of [
      '<html lang="es">',
      `Recibo ${receiptNumber}`,
      'falta una unidad más',
      'Descuento en la venta',
      'Reglas publicadas: Iowa',
    ])
      expect(text).toContain(said);
    expect(text).not.toMatch(/Receipt|more for|Published|Discount/);
  });

  it('is on receipts, where the deployment says how it is reached', async () => {
    const { id } = await sold();
    const { body: link } = await org.cashier.get(`/sales/${id}/price-link`).expect(200);
    const { text: html } = await org.cashier.get(`/sales/${id}/receipt?format=html`).expect(200);
    expect(html).toContain(`<a href="${link.url}">How these prices came about</a>`);
    // What came back has prices of its own nowhere.
    const back = { id: randomUUID(), lines: [{ line: 0, quantity: 1 }], reason: 'changed_mind' };
    await org.manager.post(`/sales/${id}/returns`, back).expect(201);
    expect((await org.cashier.get(`/sales/${back.id}/receipt?format=html`)).text).not.toContain('explained-prices');
    await org.cashier.get(`/sales/${id}/receipt?format=pdf`).expect(200);
    const { body: bytes } = await org.cashier.get(`/sales/${id}/receipt?format=escpos`).buffer(true).expect(200);
    expect(Buffer.from(bytes).includes(link.url)).toBe(true);
  });

  it('is shown for no code that this deployment did not make', async () => {
    const { id } = await sold();
    const { body: link } = await org.cashier.get(`/sales/${id}/price-link`).expect(200);
    const code = link.path.split('/').at(-1) as string;
    for (const at of [0, 15, 30, 45, 58]) {
      const other = `${code.slice(0, at)}${code[at] === 'A' ? 'B' : 'A'}${code.slice(at + 1)}`;
      expect((await page(link.path.replace(code, other))).status).toBe(404);
    }
    for (const other of ['x', `${code}A`, encodeURIComponent('../x')]) {
      expect((await page(link.path.replace(code, other))).status).toBe(404);
    }
    await org.cashier.get(`/sales/${randomUUID()}/price-link`).expect(404);
  });
});
