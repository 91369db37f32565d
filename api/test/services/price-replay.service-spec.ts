import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { PriceReplayService } from '../../src/price-replay/price-replay.service';
import { type ServedOrganization, ServiceServer } from '../support/service-server';

let server: ServiceServer;
let org: ServedOrganization;

beforeAll(async () => {
  server = await ServiceServer.start();
  org = await server.openOrganization();
});
afterAll(() => server.stop());

const asked = {
  ...{ from: '2026-11-01', to: '2026-11-30' },
  rules: [
    {
      kind: 'minimums' as const,
      rule: { name: 'M', selector: {}, minimum: { kind: 'per_unit', amountCents: 5 } },
    },
  ],
};
const replay = () => org.ask(PriceReplayService, (replays) => replays.stream(org.as.org_admin, asked));

describe('rules tried on history', () => {
  it('are tried one at a time, and again when nobody listens to the first any more, read or not', async () => {
    const first = await replay();
    await expect(replay()).rejects.toMatchObject({ code: 'replay_running' });
    first.destroy();
    await once(first, 'close');
    const second = await replay();
    expect(JSON.parse(await text(second))).toMatchObject({ result: { salesCount: 0 } });
    (await replay()).destroy();
  });
});
