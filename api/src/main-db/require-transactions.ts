import type { Connection } from 'mongoose';

/** Wire version 25 is MongoDB 8.0, the first that writes several collections in one round trip. */
const MINIMUM_WIRE_VERSION = 25;

interface Hello {
  setName?: string;
  msg?: string;
  maxWireVersion: number;
}

/** Refuses at start what would otherwise fail at the first sale. */
export async function requireTransactions(connection: Connection): Promise<void> {
  const hello = (await connection.getClient().db('admin').command({ hello: 1 })) as unknown as Hello;
  if (!hello.setName && hello.msg !== 'isdbgrid') {
    throw new Error(
      'MONGODB_URI names a standalone server, which has no transactions. ' +
        'Point it at a replica set (one node is enough: mongod --replSet rs0, then rs.initiate()) or a sharded cluster.',
    );
  }
  if (hello.maxWireVersion < MINIMUM_WIRE_VERSION) {
    throw new Error('MongoDB 8.0 or newer is needed; upgrade the server that MONGODB_URI names.');
  }
}
