import { randomUUID } from 'node:crypto';
import { baseUnits, cents } from '@liquor-pos/domain/money/money';
import { type Model, Types } from 'mongoose';
import { ONE_BALANCE_INDEX, StockBalance } from '../../src/ledger/books/stock/stock-balance.schema';
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

const balanceOf = (productId: Types.ObjectId): StockBalance => ({
  ...{ _id: new Types.ObjectId(), storeId: STORE_ID, productId },
  onHand: baseUnits(1),
  valueCents: cents(500),
  averageCostCents: cents(500),
});
const STORE_ID = new Types.ObjectId();

describe('what a transaction uses for the first time', () => {
  /** Makes a product's first balance, which somebody else made a moment earlier, and which is gone when we look again. */
  const makeTwice = (firstUse?: string) =>
    server.app.get(TenantPool).within(tenantId(org.id), async ({ connection }) => {
      const balances: Model<StockBalance> = connection.model<StockBalance>(StockBalance.name);
      const productId = new Types.ObjectId();
      await balances.collection.insertOne(balanceOf(productId) as never);
      let attempts = 0;
      await inTransaction(connection, async (session) => {
        if (++attempts === 2) await balances.collection.deleteMany({ productId });
        await bulkWrite(connection, [insert(balances, balanceOf(productId), firstUse)], session);
      });
      return attempts;
    });

  it('is used again where somebody else was faster', async () => {
    expect(await makeTwice(ONE_BALANCE_INDEX)).toBe(2);
  });

  it('is an error like any other where nobody said that it comes into being so', async () => {
    await expect(makeTwice()).rejects.toThrow(/duplicate key/i);
    await expect(makeTwice(randomUUID())).rejects.toThrow(/duplicate key/i);
  });
});
