import { Types } from 'mongoose';
import { keyOfCommand } from '../../src/idempotency/idempotency-key';
import { OrganizationsService } from '../../src/organizations/organizations.service';
import { UsersVerifier } from '../../src/verification/users-verifier';
import { Crashes } from './crashes';
import { COMMAND, PASSWORD, type TestServer } from './test-server';

/** An organization whose opening died, as the second call made it, or found it. */
interface OpenedAgain {
  name: string;
  email: string;
  id: string;
}

/**
 * Opens organizations in a process that dies at one of its calls to the database, each at the next, and asks again, as whoever got no
 * answer does; until one makes no more calls.
 * @param endTransactions as the servers do to those of the dead
 */
export async function openingsThatDie(
  server: TestServer,
  endTransactions: () => Promise<unknown>,
  cluster?: string,
): Promise<OpenedAgain[]> {
  const organizations = server.app.get(OrganizationsService);
  const open = (name: string, email: string) => {
    const admin = { email, name: 'Nell New', password: PASSWORD };
    const input = { name, timezone: 'America/New_York', currency: 'USD', admin, ...(cluster && { cluster }) };
    return organizations.open(COMMAND, input, keyOfCommand(name));
  };
  const crashes = new Crashes();
  const opened: OpenedAgain[] = [];
  try {
    for (let call = 0; crashes.count === call; call++) {
      const [name, email] = [`Dies at ${call}`, `${new Types.ObjectId()}@new.example`];
      await crashes.killing({ call, carriedOut: call % 2 === 1 }, () => open(name, email)).catch(() => undefined);
      await endTransactions();
      opened.push({ name, email, id: (await open(name, email)).id });
    }
  } finally {
    crashes.restore();
  }
  return opened;
}

/** Each is there once, whole and with its admin; and of what was given up nothing stays once nobody can be at it any more. */
export async function assertOpenedOnce(server: TestServer, opened: readonly OpenedAgain[]): Promise<void> {
  const main = server.main.collection('organizations');
  await main.updateMany({ state: 'opening' }, { $set: { createdAt: new Date(0) } });
  await server.app.get(OrganizationsService).removeAbandonedOpenings();
  expect(await main.countDocuments({ state: { $ne: 'open' } })).toBe(0);
  expect(opened.length).toBeGreaterThan(20);
  for (const { name, email, id } of opened) {
    expect((await main.find({ name }).toArray()).map(({ _id }) => _id.toString())).toEqual([id]);
    const { body } = await (await server.login(email)).get('/stores').expect(200);
    expect(body.items).toMatchObject([{ number: 1, registers: [{ number: 1 }] }]);
  }
  expect(await server.app.get(UsersVerifier).differences(COMMAND)).toEqual([]);
}
