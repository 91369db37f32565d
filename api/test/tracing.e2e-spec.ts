import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openOrganizationOn, type SpawnedServer, spawnServer } from './support/spawned-server';

interface Span {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  attributes: { key: string; value: { stringValue?: string; intValue?: number } }[];
}

interface Batch {
  resourceSpans: { scopeSpans: { spans: Span[] }[] }[];
}

let collector: Server;
let server: SpawnedServer;
const received: string[] = [];

beforeAll(async () => {
  collector = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    received.push(body);
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  }).listen(0, '127.0.0.1');
  await once(collector, 'listening');
  const { port } = collector.address() as AddressInfo;
  server = await spawnServer({ OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}/` });
});
afterAll(async () => {
  await server?.stop();
  collector.close();
});

const spans = () =>
  received
    .flatMap((body) => (JSON.parse(body) as Batch).resourceSpans)
    .flatMap(({ scopeSpans }) => scopeSpans)
    .flatMap((scope) => scope.spans);

function attribute(span: Span | undefined, key: string): string | number | undefined {
  const value = span?.attributes.find((one) => one.key === key)?.value;
  return value?.stringValue ?? value?.intValue;
}

it('a traced sale is a span below its caller’s, with each command it sent below it, and nothing of what was in them', async () => {
  const { productId, token } = await openOrganizationOn(server, 'quimby');
  const [traceId, callersSpan] = [randomUUID().replaceAll('-', ''), '00f067aa0ba902b7'];
  const tenders = [{ type: 'cash', amountCents: 713 }];
  const sale = await fetch(`${server.url}/api/sales`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${token}`,
      traceparent: `00-${traceId}-${callersSpan}-01`,
    },
    body: JSON.stringify({ id: randomUUID(), lines: [{ productId, packId: 'bottle', quantity: 1 }], tenders }),
  });
  expect(sale.status).toBe(201);
  // What it has not sent by then it sends before it stops.
  await server.stop();

  const mine = spans().filter((span) => span.traceId === traceId);
  const [request] = mine.filter(({ parentSpanId }) => parentSpanId === callersSpan);
  expect(request?.name).toBe('POST /api/sales');
  expect(attribute(request, 'http.response.status_code')).toBe(201);
  expect(attribute(request, 'pos.tenant')).toMatch(/^[0-9a-f]{24}$/);
  const below = mine.filter(({ parentSpanId }) => parentSpanId === request?.spanId).map(({ name }) => name);
  expect(below).toEqual(expect.arrayContaining(['insert sales', 'commitTransaction']));
  expect(mine).toHaveLength(1 + below.length);
  for (const secret of ['quimby', productId, token]) expect(received.join()).not.toContain(secret);
});
