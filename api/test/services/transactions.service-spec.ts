import { randomUUID } from 'node:crypto';
import { type Model, Types } from 'mongoose';
import { ONE_OPEN_SHIFT_INDEX, Shift } from '../../src/ledger/books/drawer/shift.schema';
import { bulkWrite, insert } from '../../src/mongo/bulk-write';
import { inTransaction } from '../../src/mongo/transaction';
import { tenantId } from '../../src/tenancy/tenant-id';
import { TenantPool } from '../../src/tenancy/tenant-pool';
import { type ServedOrganization, ServiceServer } from '../support/service-server';

let server: ServiceServer;
let org: ServedOrganization;

beforeAll(async () => {
  server = await ServiceServer.start();
  org = await server.openOrganization();
});
afterAll(() => server.stop());

const shiftOf = (registerId: Types.ObjectId): Shift => ({
  _id: new Types.ObjectId(),
  storeId: new Types.ObjectId(),
  registerId,
  openedAt: new Date(),
  openedBy: new Types.ObjectId(),
  closedAt: null,
  totals: { salesCount: 0, voidsCount: 0, returnsCount: 0, tenders: { cash: 0 as never, card: 0 as never } },
});

describe('what a transaction uses for the first time', () => {
  /** Opens a register's first shift, which somebody else opened a moment earlier, and closed when we look again. */
  const openTwice = (firstUse?: string) =>
    server.app.get(TenantPool).within(tenantId(org.id), async ({ connection }) => {
      const shifts: Model<Shift> = connection.model<Shift>(Shift.name);
      const registerId = new Types.ObjectId();
      await shifts.collection.insertOne(shiftOf(registerId) as never);
      let attempts = 0;
      await inTransaction(connection, async (session) => {
        if (++attempts === 2) await shifts.collection.deleteMany({ registerId });
        await bulkWrite(connection, [insert(shifts, shiftOf(registerId), firstUse)], session);
      });
      return attempts;
    });

  it('is used again where somebody else was faster', async () => {
    expect(await openTwice(ONE_OPEN_SHIFT_INDEX)).toBe(2);
  });

  it('is an error like any other where nobody said that it comes into being so', async () => {
    await expect(openTwice()).rejects.toThrow(/duplicate key/i);
    await expect(openTwice(randomUUID())).rejects.toThrow(/duplicate key/i);
  });
});
