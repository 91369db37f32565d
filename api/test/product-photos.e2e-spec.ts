import { newProduct, type Organization, TestServer } from './support/test-server';
import { webp } from './support/webp';

let server: TestServer;
let org: Organization;

beforeAll(async () => {
  server = await TestServer.start();
  org = await server.openOrganization('Photos');
});
afterAll(() => server.stop());

const put = (id: string, picture: Buffer) =>
  org.manager.put(`/products/${id}/photo`, { webp: picture.toString('base64') });

describe('a product’s photo', () => {
  it('is kept with the product, given out for good under its hash, and goes when it is taken away', async () => {
    const { body: product } = await org.manager.post('/products', newProduct()).expect(201);
    expect(product.photo).toBeNull();
    await org.cashier.get(`/products/${product.id}/photo`).expect(404);
    const { photo } = (await put(product.id, webp(2_000)).expect(200)).body;
    const { body: after } = await org.cashier.get(`/products/${product.id}`).expect(200);
    // Whoever edits the product meanwhile is not in the way.
    expect(after).toMatchObject({ photo, version: product.version });
    const given = await org.cashier.get(`/products/${product.id}/photo?hash=${photo}`).expect(200);
    expect(given.headers).toMatchObject({
      'content-type': 'image/webp',
      'cache-control': 'private, max-age=31536000, immutable',
    });
    expect(Buffer.compare(given.body, webp(2_000))).toBe(0);
    const other = (await put(product.id, webp(2_000, 2)).expect(200)).body.photo;
    expect(other).not.toBe(photo);
    const stale = await org.cashier.get(`/products/${product.id}/photo?hash=${photo}`).expect(200);
    expect(stale.headers['cache-control']).toBe('no-store');
    await org.manager.put(`/products/${product.id}`, { version: product.version, name: 'Renamed' }).expect(200);
    expect((await org.cashier.get(`/products/${product.id}`).expect(200)).body.photo).toBe(other);
    await org.manager.delete(`/products/${product.id}/photo`).expect(200);
    expect((await org.cashier.get(`/products/${product.id}`).expect(200)).body.photo).toBeNull();
    await org.cashier.get(`/products/${product.id}/photo`).expect(404);
  });

  it('is a small WebP, and nothing else', async () => {
    const { body: product } = await org.manager.post('/products', newProduct()).expect(201);
    const cut = webp(2_000).subarray(0, 1_000);
    const script = Buffer.from('RIFF1234WEBP<script>alert(1)</script>');
    for (const picture of [webp(31_000), Buffer.from('GIF89a and more of that'), cut, script]) {
      const { body } = await put(product.id, picture).expect(400);
      expect(body).toMatchObject({ code: 'validation_failed', errors: [{ path: 'webp' }] });
    }
    await put('0123456789abcdef01234567', webp(100)).expect(404);
    await org.cashier.put(`/products/${product.id}/photo`, { webp: webp(100).toString('base64') }).expect(403);
  });
});
