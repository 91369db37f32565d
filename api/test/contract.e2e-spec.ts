import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AuthService } from '../src/auth/auth.service';
import { TestServer } from './support/test-server';

const API = join(__dirname, '..');

let server: TestServer;

beforeAll(async () => {
  server = await TestServer.start();
});
afterAll(() => server.stop());

describe('the contract', () => {
  it('is committed as the build serves it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'pos-openapi-'));
    const file = join(folder, 'openapi.json');
    execFileSync(process.execPath, [join(API, 'dist', 'commands', 'write-openapi.js'), file]);
    const served = readFileSync(file, 'utf8');
    rmSync(folder, { recursive: true });
    // When this fails: npm run openapi, and look at what changed for those who rely on it.
    expect(served).toBe(readFileSync(join(API, 'openapi.json'), 'utf8'));
  });

  it('describes every route, with examples to try', async () => {
    const { body } = await server.anyone('get', '/openapi.json').expect(200);
    expect(Object.keys(body.paths)).toContain('/api/sales/{id}/void');
    await server.anyone('get', '/docs').expect(200).expect('content-type', /html/);
  });
});

describe('an answer', () => {
  it('carries the caller’s request id, or one of its own', async () => {
    const given = await server
      .anyone('get', '/health/live')
      .set('x-request-id', 'till-7.42')
      .expect(200, { status: 'ok' });
    expect(given.headers['x-request-id']).toBe('till-7.42');
    const made = await server.anyone('get', '/health/live').set('x-request-id', 'bad id\t');
    expect(made.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    const { body } = await server.anyone('get', '/health/ready').expect(200);
    expect(body).toEqual({ status: 'ok', database: expect.stringMatching(/^(MongoDB|SecantusDB) \d+\.\d+/) });
  });

  it('is a problem with a stable code, whatever went wrong', async () => {
    const problem = async (
      call: PromiseLike<{ status: number; headers: Record<string, string>; body: { code: string } }>,
    ) => {
      const { status, headers, body } = await call;
      expect(headers['content-type']).toBe('application/problem+json; charset=utf-8');
      return [status, body.code];
    };
    expect(await problem(server.anyone('get', '/nothing-here'))).toEqual([404, 'route_not_found']);
    expect(
      await problem(server.anyone('post', '/auth/login').set('content-type', 'application/json').send('{"half')),
    ).toEqual([400, 'bad_request']);
    expect(await problem(server.anyone('post', '/auth/login').type('form').send('a=1'))).toEqual([
      415,
      'unsupported_media_type',
    ]);
    expect(await problem(server.anyone('post', '/auth/login').send({ email: 'x'.repeat(3_000_000) }))).toEqual([
      413,
      'payload_too_large',
    ]);
    expect(await problem(server.anyone('get', '/products'))).toEqual([401, 'unauthenticated']);
    expect(await problem(server.anyone('get', '/products?a[$gt]=1'))).toEqual([400, 'validation_failed']);
  });

  it('of a fault of ours is logged under the id that the answer names', async () => {
    const fault = jest.spyOn(server.app.get(AuthService), 'login').mockRejectedValueOnce(new Error('a fault of ours'));
    const credentials = { email: 'a@b.example', password: 'x' };
    const { headers, body } = await server.anyone('post', '/auth/login').send(credentials).expect(500);
    fault.mockRestore();
    expect([body.code, JSON.stringify(body)]).toEqual(['internal_error', expect.not.stringContaining('fault of ours')]);
    const [entry] = server.entries.filter(({ msg }) => msg === 'a fault of ours');
    expect(entry).toMatchObject({
      requestId: headers['x-request-id'],
      stack: expect.stringContaining('a fault of ours'),
    });
  });

  it('never logs a token or a password', async () => {
    await server.anyone('post', '/auth/login').send({ email: 'a@b.example', password: 'secret-in-the-logs' });
    await server.anyone('get', '/products?q=x').set('authorization', 'Bearer secret-in-the-logs');
    expect(server.lines.join('\n')).not.toContain('secret-in-the-logs');
  });
});
