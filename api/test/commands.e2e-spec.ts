import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pos, type SpawnedServer, spawnServer } from './support/spawned-server';

let server: SpawnedServer;

beforeAll(async () => {
  server = await spawnServer();
});
afterAll(() => server.stop());

const create = (timezone: string) => {
  const admin = ['--admin-email', 'ada@commands.example', '--admin-password', 'a-test-password-7'];
  return pos(server, 'org', 'create', '--name', 'Corner Liquor', '--timezone', timezone, ...admin);
};
/** How a command ended that did not do what it was asked for. */
const refused = (command: Promise<unknown>) =>
  command.then(
    () => undefined,
    ({ code, stderr }: { code: number; stderr: string }) => ({ code, stderr: stderr.trimEnd() }),
  );

describe('an administration command', () => {
  it('opens an organization beside the server, and lists it', async () => {
    const [id] = (await create('America/Denver')).stdout.split(' ');
    expect((await pos(server, 'org', 'list')).stdout).toContain(`${id}  active     Corner Liquor`);
  });

  it('says in a line which field it cannot take', async () => {
    const { code, stderr } = (await refused(create('Denver'))) ?? {};
    expect(code).toBe(1);
    expect(stderr).toMatch(/^validation_failed: .+\n {2}timezone: .+$/);
  });

  it('says in a line which file is not there', async () => {
    const [nowhere, key] = ['nowhere', 'key'].map((name) => join(server.dataDir, name)) as [string, string];
    writeFileSync(key, randomBytes(48));
    const restore = (...args: string[]) =>
      refused(pos(server, 'tenant', 'restore', nowhere, '--key-file', key, ...args));
    expect(await restore()).toEqual({ code: 1, stderr: `${nowhere}: there is no such file or folder` });
    // A moment without its offset would be another one on another machine.
    expect((await restore('--at', '2026-12-01T09:30:00'))?.stderr).toContain('at: must be an instant such as');
  });
});
