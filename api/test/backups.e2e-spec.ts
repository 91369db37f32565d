import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ChangeStream, Collection } from 'mongodb';
import { Types } from 'mongoose';
import { RestoreClaims } from '../src/backups/restore-claims';
import { TenantBackup } from '../src/backups/tenant-backup';
import { TenantRestore } from '../src/backups/tenant-restore';
import type { DomainError } from '../src/errors/domain-error';
import { OrganizationsService } from '../src/organizations/organizations.service';
import { digestOf } from '../src/tenant-copies/database-digest';
import { UsersVerifier } from '../src/verification/users-verifier';
import { type Client, COMMAND, newProduct, type Organization, PASSWORD, TestServer } from './support/test-server';
import { until } from './support/until';

const KEY = randomBytes(48);
const ALL_BUT_INTERVALS: FakeableAPI[] = [
  ...(['Date', 'hrtime', 'nextTick', 'performance', 'queueMicrotask'] as const),
  ...(['setImmediate', 'clearImmediate', 'setTimeout', 'clearTimeout'] as const),
];

let server: TestServer;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pos-backups-'));
  server = await TestServer.start();
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

const backUp = async (id: string) => {
  const file = join(folder, randomUUID());
  return { file, report: await server.app.get(TenantBackup).write(COMMAND, id, file, KEY) };
};
const restorer = () => server.app.get(TenantRestore);
const erase = async (id: string) => {
  const { name } = await server.app.get(OrganizationsService).get(COMMAND, id);
  await server.app.get(OrganizationsService).erase(COMMAND, id, name);
};
const usersAgree = () => server.app.get(UsersVerifier).differences(COMMAND);

async function stocked(): Promise<Organization & { productId: string }> {
  const organization = await server.openOrganization();
  const { body } = await organization.manager.post('/products', newProduct()).expect(201);
  return { ...organization, productId: body.id };
}

async function sell(client: Client, productId: string): Promise<string> {
  const id = randomUUID();
  const lines = [{ productId, packId: 'bottle', quantity: 1 }];
  await client.post('/sales', { id, lines, tenders: [{ type: 'cash', amountCents: 713 }] }).expect(201);
  return id;
}

/** A moment everything until now is before, and all that follows after. */
async function untilNow(): Promise<Date> {
  const now = new Date();
  await until(() => Date.now() > now.getTime() + 1);
  return now;
}

const salesOf = async (id: string) =>
  (await server.tenantDatabase(id).collection<{ _id: string }>('sales').find().sort({ _id: 1 }).toArray()).map(
    ({ _id }) => _id,
  );

describe('a backup', () => {
  it('shows one moment of a tenant that goes on selling, whose books agree', async () => {
    const { id, manager, productId } = await stocked();
    let over = false;
    const selling = (async () => {
      while (!over) await sell(manager, productId);
    })();
    await until(async () => (await salesOf(id)).length > 3);
    const { file } = await backUp(id);
    const by = (await salesOf(id)).length;
    await until(async () => (await salesOf(id)).length > by);
    over = true;
    await selling;
    const drill = await restorer().drill(COMMAND, file, KEY);
    expect(drill.differences).toEqual([]);
    expect(drill.documents).toBeGreaterThan(10);
    // Nothing of the drill is left.
    const { databases } = await server.main.getClient().db('admin').admin().listDatabases();
    expect(databases.map(({ name }) => name)).not.toContain(drill.databaseName);
  });

  it('brings a tenant back that was erased, with its users and their passwords, and leaves others as they are', async () => {
    const bystander = await stocked();
    await sell(bystander.manager, bystander.productId);
    const { id, manager, cashier, productId } = await stocked();
    const sold = [await sell(manager, productId), await sell(cashier, productId)].sort();
    const { file } = await backUp(id);
    const before = await digestOf(server.tenantDatabase(id));
    // But for what makes old sessions old.
    const usersOf = async () => {
      const users = await server.tenantDatabase(id).collection('users').find().sort({ _id: 1 }).toArray();
      return users.map(({ credentialVersion: _, ...user }) => user);
    };
    const users = await usersOf();
    const others = await digestOf(server.tenantDatabase(bystander.id));
    await expect(restorer().restore(COMMAND, file, KEY)).rejects.toMatchObject({ code: 'organization_exists' });
    await erase(id);
    await manager.get('/products').expect(401);
    await server.anyone('post', '/auth/login').send({ email: manager.user.email, password: PASSWORD }).expect(401);
    expect(await server.tenantDatabase(id).listCollections().toArray()).toEqual([]);

    const report = await restorer().restore(COMMAND, file, KEY);
    expect(report).toMatchObject({ organizationId: id, notes: [] });
    expect(await salesOf(id)).toEqual(sold);
    const unchanged = (all: typeof before) => all.filter(({ name }) => !['organization', 'users'].includes(name));
    expect(unchanged(await digestOf(server.tenantDatabase(id)))).toEqual(unchanged(before));
    expect(await usersOf()).toEqual(users);
    expect(await digestOf(server.tenantDatabase(bystander.id))).toEqual(others);
    const again = await server.login(manager.user.email);
    await sell(again, productId);
    expect(await server.bookDifferences(id)).toEqual([]);
    expect(await usersAgree()).toEqual([]);
  });

  it('is restored beside the organization it is of, whose users get addresses of their own there', async () => {
    const { id, admin, manager, productId } = await stocked();
    await sell(manager, productId);
    const { file } = await backUp(id);
    const report = await restorer().restore(COMMAND, file, KEY, { as: 'A copy' });
    expect(report.organizationId).not.toBe(id);
    expect(report.notes).toHaveLength(3);
    const email = admin.user.email.replace('@', `+${report.organizationId.slice(-6)}@`);
    const copy = await server.login(email);
    const { body } = await copy.get('/auth/me').expect(200);
    expect(body.organization).toMatchObject({ id: report.organizationId, name: 'A copy' });
    await sell(copy, productId);
    expect([(await salesOf(report.organizationId)).length, (await salesOf(id)).length]).toEqual([2, 1]);
    expect(await server.bookDifferences(report.organizationId)).toEqual([]);
    expect(await usersAgree()).toEqual([]);
  });

  it('goes on to any moment since, out of the server’s log, also of a database that was dropped', async () => {
    const { id, admin, manager, productId } = await stocked();
    const sold = [await sell(manager, productId)];
    const { file } = await backUp(id);
    sold.push(await sell(manager, productId), await sell(manager, productId));
    const { body: user } = await admin.post('/users', {
      email: `late-${id}@x.example`,
      name: 'L',
      role: 'cashier',
      password: PASSWORD,
    });
    await manager.post(`/sales/${sold[0]}/returns`, { id: randomUUID(), lines: [{ line: 0, quantity: 1 }] });
    const at = await untilNow();
    await sell(manager, productId);
    const wanted = (await server.tenantDatabase(id).collection('sales').find().toArray()).length - 1;
    await erase(id);
    // As of a log that has so much of others that it has nothing to say for a while.
    const silent = jest.spyOn(ChangeStream.prototype, 'tryNext');
    for (let time = 0; time < 4; time++) silent.mockResolvedValueOnce(null);
    const report = await restorer().restore(COMMAND, file, KEY, { at });
    silent.mockRestore();
    expect(report.changes).toBeGreaterThan(5);
    expect(await salesOf(id)).toHaveLength(wanted);
    expect(await server.bookDifferences(id)).toEqual([]);
    expect(await usersAgree()).toEqual([]);
    expect(report.notes).toEqual([`${user.email} has no password; an admin sets one`]);
  });

  it('is no way to a moment after the organization was restored from it, nor to one that is not yet', async () => {
    const { id, manager, productId } = await stocked();
    await sell(manager, productId);
    const { file } = await backUp(id);
    await sell(manager, productId);
    const at = await untilNow();
    await erase(id);
    // With nothing since, up to now is up to when it was erased.
    const first = await restorer().restore(COMMAND, file, KEY, { at: await untilNow() });
    expect(first.changes).toBeGreaterThan(0);
    const again = await server.login(manager.user.email);
    await sell(again, productId);
    const refused = (when: Date) =>
      restorer()
        .restore(COMMAND, file, KEY, { at: when, as: 'Beside' })
        .catch((error: DomainError) => error.details.errors?.[0]);
    expect(await refused(await untilNow())).toMatchObject({
      path: 'at',
      message: expect.stringMatching(/erased and restored/),
    });
    expect(await refused(new Date(Date.now() + 3_600_000))).toEqual({ path: 'at', message: 'is in the future' });
    const before = await restorer().restore(COMMAND, file, KEY, { at, as: 'Beside' });
    expect(await salesOf(before.organizationId)).toHaveLength(2);
  });

  it('brings back nobody’s session: what was signed in before signs in anew', async () => {
    const { id, manager } = await stocked();
    const { file } = await backUp(id);
    await manager.get('/auth/me').expect(200);
    await erase(id);
    await manager.get('/auth/me').expect(401);
    await restorer().restore(COMMAND, file, KEY);
    await manager.get('/auth/me').expect(401);
    await (await server.login(manager.user.email)).get('/auth/me').expect(200);
    expect(await usersAgree()).toEqual([]);
  });

  it('is refused when a byte of it is another, when it is cut off, and by another key, and leaves nothing behind', async () => {
    const { id } = await stocked();
    const { file } = await backUp(id);
    const bytes = readFileSync(file);
    const before = (await server.main.getClient().db('admin').admin().listDatabases()).databases.length;
    const broken = join(folder, 'broken');
    const refused = async (content: Buffer, key = KEY) => {
      writeFileSync(broken, content);
      await expect(restorer().restore(COMMAND, broken, key, { scratch: true })).rejects.toMatchObject({
        code: 'validation_failed',
      });
    };
    for (const at of [3, 100, Math.floor(bytes.length / 2), bytes.length - 1]) {
      const one = Buffer.from(bytes);
      one[at] = (one[at] ?? 0) ^ 1;
      await refused(one);
    }
    await refused(bytes.subarray(0, bytes.length - 20));
    await refused(Buffer.concat([bytes, Buffer.from('more')]));
    await refused(bytes, randomBytes(48));
    await expect(restorer().restore(COMMAND, file, Buffer.from('short'))).rejects.toMatchObject({
      code: 'validation_failed',
    });
    expect((await server.main.getClient().db('admin').admin().listDatabases()).databases).toHaveLength(before);
    // Nothing in it can be read, and nothing is written over it.
    expect(bytes.includes('Bottle')).toBe(false);
    await expect(server.app.get(TenantBackup).write(COMMAND, id, file, KEY)).rejects.toMatchObject({
      code: 'validation_failed',
    });
    expect(readFileSync(file).equals(bytes)).toBe(true);
  });

  it('brings back no password that was changed since', async () => {
    const { id, admin, cashier } = await stocked();
    const { file } = await backUp(id);
    await admin.put(`/users/${cashier.user.id}`, { password: 'another-password-9' }).expect(200);
    const at = await untilNow();
    await erase(id);
    const { notes } = await restorer().restore(COMMAND, file, KEY, { at });
    expect(notes).toEqual([`${cashier.user.email} has no password; an admin sets one`]);
    for (const password of [PASSWORD, 'another-password-9']) {
      await server.anyone('post', '/auth/login').send({ email: cashier.user.email, password }).expect(401);
    }
    await server.login(admin.user.email);
  });

  it('that was being restored when the program ended is restored by the next call, and by one at a time', async () => {
    const { id, manager } = await stocked();
    const { file } = await backUp(id);
    await erase(id);
    const [one, other] = await Promise.allSettled([1, 2].map(() => restorer().restore(COMMAND, file, KEY)));
    expect([one?.status, other?.status].sort()).toEqual(['fulfilled', 'rejected']);
    // As a kill leaves it: half a database, and an entry that nobody renews.
    await server.main
      .collection('organizations')
      .updateOne(
        { name: { $exists: true }, state: 'open', _id: new Types.ObjectId(id) },
        { $set: { state: 'restoring', updatedAt: new Date(0) } },
      );
    await server.tenantDatabase(id).collection('sales').drop();
    await server.anyone('post', '/auth/login').send({ email: manager.user.email, password: PASSWORD }).expect(403);
    await restorer().restore(COMMAND, file, KEY);
    await server.login(manager.user.email);
    expect(await usersAgree()).toEqual([]);
  });

  it.each(['erased', 'lost'])(
    'that is restored loses nothing to a slower restore of an organization that was %s',
    async (how) => {
      const { id, manager } = await stocked();
      const { file } = await backUp(id);
      const { name } = await server.app.get(OrganizationsService).get(COMMAND, id);
      if (how === 'erased') await erase(id);
      else await server.tenantDatabase(id).dropDatabase();
      // It has found nothing there, and is held up until the faster one is done.
      let isFasterDone = false;
      const find = Collection.prototype.findOne;
      let hasLooked = false;
      const looking = jest.spyOn(Collection.prototype, 'findOne').mockImplementation(async function (
        this: Collection,
        ...args: unknown[]
      ) {
        const found = await (find as (...all: unknown[]) => Promise<unknown>).apply(this, args);
        if (this.collectionName === 'organization' && !hasLooked) {
          hasLooked = true;
          await until(() => isFasterDone);
        }
        return found;
      });
      const profile = { id, name, timezone: 'America/Chicago', currency: 'USD', active: true, cluster: null };
      const slower = server.app
        .get(RestoreClaims)
        .take(profile, false)
        .catch((error: DomainError) => error);
      try {
        await until(() => hasLooked);
        await restorer().restore(COMMAND, file, KEY);
      } finally {
        isFasterDone = true;
        looking.mockRestore();
      }
      expect(await slower).toMatchObject({ code: 'organization_exists' });
      await server.login(manager.user.email);
      expect(await server.tenantDatabase(id).collection('products').countDocuments()).toBe(1);
    },
  );

  it('is nobody else’s to restore for as long as it is at work, and is listed as that', async () => {
    const { id } = await stocked();
    const { file } = await backUp(id);
    const organizations = server.main.collection('organizations');
    const entry = { _id: new Types.ObjectId(id) };
    const { name } = await server.app.get(OrganizationsService).get(COMMAND, id);
    await server.tenantDatabase(id).dropDatabase();
    const profile = { id, name, timezone: 'America/Chicago', currency: 'USD', active: true, cluster: null };
    const take = () => server.app.get(RestoreClaims).take(profile, false);
    jest.useFakeTimers({ doNotFake: ALL_BUT_INTERVALS });
    const claim = await take();
    try {
      expect(await server.app.get(OrganizationsService).unfinished(COMMAND)).toEqual(
        expect.arrayContaining([{ id, name, state: 'restoring' }]),
      );
      // As after two minutes in which nothing was heard of it.
      await organizations.updateOne(entry, { $set: { updatedAt: new Date(0) } });
      jest.advanceTimersByTime(10_000);
      await until(async () => Number((await organizations.findOne(entry))?.['updatedAt'] ?? 0) > 0);
      await expect(take()).rejects.toMatchObject({ code: 'organization_exists' });
    } finally {
      claim.end();
      jest.useRealTimers();
    }
    await claim.giveBack();
    await restorer().restore(COMMAND, file, KEY);
    expect(await usersAgree()).toEqual([]);
  });

  it('that is killed and taken over by a file that is damaged can still be restored', async () => {
    const { id, manager } = await stocked();
    const { file } = await backUp(id);
    const entry = { _id: new Types.ObjectId(id) };
    await server.tenantDatabase(id).dropDatabase();
    await server.main
      .collection('organizations')
      .updateOne(entry, { $set: { state: 'restoring', updatedAt: new Date(0) } });
    const broken = join(folder, 'taken-over');
    writeFileSync(broken, readFileSync(file).subarray(0, -20));
    await expect(restorer().restore(COMMAND, broken, KEY)).rejects.toMatchObject({ code: 'validation_failed' });
    await server.main.collection('organizations').updateOne(entry, { $set: { updatedAt: new Date(0) } });
    await restorer().restore(COMMAND, file, KEY);
    await server.login(manager.user.email);
    expect(await usersAgree()).toEqual([]);
  });
});
