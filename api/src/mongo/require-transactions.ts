import type { Connection } from 'mongoose';
import { MONGODB_6_0, rememberServerVersion } from './server-version';

interface Hello {
  setName?: string;
  msg?: string;
  maxWireVersion: number;
}

/** Refuses at start what would otherwise fail at the first sale, and remembers what the server can do. */
export async function requireTransactions(connection: Connection, named: string): Promise<void> {
  const client = connection.getClient();
  const hello = (await client.db('admin').command({ hello: 1 })) as Hello;
  if (!hello.setName && hello.msg !== 'isdbgrid') {
    throw new Error(
      `${named} is a standalone server, which has no transactions. ` +
        'Point it at a replica set (one node is enough: mongod --replSet rs0, then rs.initiate()) or a sharded cluster.',
    );
  }
  if (hello.maxWireVersion < MONGODB_6_0) {
    throw new Error(`MongoDB 6.0 or newer is needed; ${named} is older.`);
  }
  const { version, secantusVersion } = await client.db('admin').command({ buildInfo: 1 });
  const name = secantusVersion ? `SecantusDB ${secantusVersion}` : `MongoDB ${version}`;
  rememberServerVersion(client, { wireVersion: hello.maxWireVersion, name });
}
