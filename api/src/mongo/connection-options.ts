import os from 'node:os';
import type { MongoClientOptions } from 'mongodb';
import type { ConnectOptions } from 'mongoose';
import type { Environment } from '../config/environment';

/** How long to look for a server that takes the call, and how often its state is asked. */
export interface Patience {
  serverSelectionTimeoutMS: number;
  connectTimeoutMS: number;
  heartbeatFrequencyMS: number;
}

/** What every connection of this program promises: that an acknowledged write is on disk on a majority, and that no call waits for ever. */
export function connectionOptions(
  environment: Environment,
  patience: Patience,
): ConnectOptions & Pick<MongoClientOptions, 'runtimeAdapters'> {
  return {
    // Given, since the driver's own import of it fails under Jest, and a mongod refuses a client that says nothing of itself.
    runtimeAdapters: { os },
    autoIndex: false,
    autoCreate: false,
    maxPoolSize: environment.mongodbPoolSize,
    monitorCommands: environment.traceCollector !== undefined,
    ...patience,
    // A call that is not answered is given up here, whether the server froze, the network broke or the pool is used up.
    socketTimeoutMS: environment.databaseTimeoutMs,
    waitQueueTimeoutMS: environment.databaseTimeoutMs,
    // Nothing is written twice: the server knows a write it was sent again.
    retryWrites: true,
    writeConcern: { w: 'majority', journal: true },
  };
}
