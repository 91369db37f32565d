import { Agent, request } from 'node:http';
import { gzipSync } from 'node:zlib';
import { slowestAnswerDuring } from './support/life-signs';
import { openOrganizationOn, type SpawnedServer, spawnServer } from './support/spawned-server';
import { TestServer } from './support/test-server';

const AT_ONCE = 50;
const ANSWERED_WITHIN_MS = 100;
const TRIES = 3;
/** A manager's file of 20,000 lines is work, done in slices. */
const HELD_UP_BY_A_FILE_MS = 250;

const unknownKeys = Buffer.from(`{${Array.from({ length: 180_000 }, (_, at) => `"unknown${at}":1`).join()}}`);
const nested = Buffer.from('['.repeat(100_000));

interface Answer {
  status: number;
  body: string;
  ms: number;
}

const agent = new Agent({ keepAlive: false });

/** Sends a body and takes the first answer, whether or not all of it was read. */
function send(url: string, path: string, body: Buffer, headers: Record<string, string>): Promise<Answer> {
  const begun = performance.now();
  return new Promise((resolve, reject) => {
    const call = request(`${url}/api${path}`, { method: 'POST', agent, headers }, (answer) => {
      let text = '';
      answer.on('data', (chunk) => {
        text += chunk;
      });
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: text, ms: performance.now() - begun }));
    });
    call.on('error', reject);
    call.setHeader('content-length', body.length);
    call.end(body);
  });
}

const code = ({ body }: Answer) => (JSON.parse(body) as { code: string }).code;

let spawned: SpawnedServer;
beforeAll(async () => {
  spawned = await spawnServer();
});
afterAll(() => spawned.stop());

describe('who is not signed in', () => {
  const json = { 'content-type': 'application/json' };
  const ATTACKS: [string, string, Buffer, Record<string, string>][] = [
    ['many unknown keys, compressed', '/auth/login', gzipSync(unknownKeys), { ...json, 'content-encoding': 'gzip' }],
    ['many unknown keys', '/auth/login', unknownKeys, json],
    ['deep nesting', '/auth/login', nested, json],
    ['deep nesting within the limit', '/auth/login', Buffer.from('['.repeat(15_000)), json],
    ['a file', '/auth/login', nested, { 'content-type': 'text/csv' }],
    ['a file for another route', '/products', nested, { 'content-type': 'text/csv' }],
    ['a file for the import', '/products/import', unknownKeys, { 'content-type': 'text/csv' }],
    ['a body for a route of users', '/sales', unknownKeys, json],
  ];

  it.each(ATTACKS)(`holds nobody up with %s`, async (_, path, body, headers) => {
    const attack = () =>
      Promise.allSettled(Array.from({ length: AT_ONCE }, () => send(spawned.url, path, body, headers)));
    const { slowest, result } = await slowestLifeSign(spawned.url, attack, ANSWERED_WITHIN_MS);
    // A refusal that came while the body was still on its way may end the connection instead of being read.
    const answers = result.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    for (const { status, body: text } of answers) {
      expect([400, 401, 413, 415]).toContain(status);
      expect(text.length).toBeLessThan(4_000);
    }
    expect(slowest).toBeLessThan(ANSWERED_WITHIN_MS);
  });
});

/**
 * The slowest answer to whether the process lives, while something else is under way. Of some tries the best: this machine does
 * other work too, and what freezes the process does so each time.
 */
async function slowestLifeSign<T>(url: string, load: () => Promise<T>, goodMs: number) {
  for (let attempt = 1; ; attempt++) {
    const { slowest, result } = await slowestAnswerDuring(url, load);
    if (slowest < goodMs || attempt === TRIES) return { slowest, result };
  }
}

describe('a body', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await TestServer.start();
  });
  afterAll(() => server.stop());

  it('of another type than the route’s is refused before it is read, whoever sends it', async () => {
    const { manager } = await server.openOrganization();
    const as = (type: string) => ({ 'content-type': type, authorization: `Bearer ${manager.token}` });
    const answers = [
      await send(server.url, '/products', Buffer.from('sku,name'), as('text/csv')),
      await send(server.url, '/products/import', Buffer.from('{}'), as('application/json')),
      await send(server.url, '/auth/login', Buffer.from('a=1'), {
        'content-type': 'application/x-www-form-urlencoded',
      }),
      await send(server.url, '/auth/login', Buffer.from('<a/>'), {}),
    ];
    for (const answer of answers) expect([answer.status, code(answer)]).toEqual([415, 'unsupported_media_type']);
  });

  it('that is too large, too deep or too wide is named so, and never costs the server an error', async () => {
    const { cashier } = await server.openOrganization();
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${cashier.token}` };
    const sale = (body: Buffer) => send(server.url, '/sales', body, headers);
    expect(code(await sale(Buffer.from('['.repeat(100_000))))).toBe('body_too_complex');
    expect(code(await sale(Buffer.from(JSON.stringify({ lines: Array(2_001).fill(1) }))))).toBe('body_too_complex');
    expect((await sale(Buffer.from(JSON.stringify({ id: 'x'.repeat(600_000) })))).status).toBe(413);
  });

  it('with many faults is answered by the first twenty, however long what was sent', async () => {
    const { cashier } = await server.openOrganization();
    const keys = Array.from({ length: 90 }, (_, at) => [`${'k'.repeat(2_000)}${at}`, 1]);
    const { body, text } = await cashier.post('/sales', Object.fromEntries(keys)).expect(400);
    expect(body.code).toBe('validation_failed');
    expect(body.errors).toHaveLength(20);
    expect(body.detail).toContain('the first 20 of');
    expect(text.length).toBeLessThan(12_000);
  });
});

describe('a product file', () => {
  let token: string;
  beforeAll(async () => {
    ({ token } = await openOrganizationOn(spawned));
  });

  const HEAD = 'sku,name,pack,price\n';
  const FILES: [string, string][] = [
    ['blank lines', `${HEAD}${'\n'.repeat(1_000_000)}`],
    ['blank cells', `${HEAD}${',,,\r\n'.repeat(20_000)}`],
    ['short lines', `${HEAD}${'x\n'.repeat(32_000)}`],
    ['a header without end', `${'c,'.repeat(1_000_000)}\n`],
    [
      'as many good lines as may be',
      `${HEAD}${Array.from({ length: 20_000 }, (_, at) => `S${at},N,B,1.00`).join('\n')}`,
    ],
  ];

  it.each(FILES)('of %s holds nobody up', async (_, file) => {
    const headers = { 'content-type': 'text/csv', authorization: `Bearer ${token}` };
    const upload = () => send(spawned.url, '/products/import?dryRun=true', Buffer.from(file), headers);
    const { slowest, result } = await slowestLifeSign(spawned.url, upload, HELD_UP_BY_A_FILE_MS);
    expect([200, 400]).toContain(result.status);
    expect(slowest).toBeLessThan(HELD_UP_BY_A_FILE_MS);
  });
});
