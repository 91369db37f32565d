import os from 'node:os';
import { type DynamicModule, Logger, Module } from '@nestjs/common';
import { type ModelDefinition, MongooseModule } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { Environment } from '../config/environment';
import { serverName } from '../mongo/server-version';
import { Account, AccountSchema } from './account.schema';
import { MAIN, MAIN_DATABASE } from './main-connection';
import { Organization, OrganizationSchema } from './organization.schema';
import { requireTransactions } from './require-transactions';
import { dropRetiredIndexes } from './retired-indexes';
import { Session, SessionSchema } from './session.schema';
import { SignInAttempts, SignInAttemptsSchema } from './sign-in-attempts.schema';

/** A server that answers at all answers these in milliseconds. */
const SERVER_SELECTION_TIMEOUT_MS = 5_000;
const CONNECT_TIMEOUT_MS = 4_000;
const HEARTBEAT_MS = 5_000;

const OWN_MODELS: readonly ModelDefinition[] = [
  { name: Account.name, schema: AccountSchema },
  { name: Organization.name, schema: OrganizationSchema },
  { name: Session.name, schema: SessionSchema },
  { name: SignInAttempts.name, schema: SignInAttemptsSchema },
];

/** The one connection to main, opened with the process and closed with it. */
@Module({})
export class MainDbModule {
  /** @param models that others keep in main */
  static with(models: readonly ModelDefinition[]): DynamicModule {
    const all = [...OWN_MODELS, ...models];
    return {
      module: MainDbModule,
      global: true,
      imports: [connectionTo(all), MongooseModule.forFeature(all, MAIN)],
      exports: [MongooseModule],
    };
  }
}

function connectionTo(models: readonly ModelDefinition[]): DynamicModule {
  return MongooseModule.forRootAsync({
    connectionName: MAIN,
    inject: [Environment],
    useFactory: (environment: Environment) => ({
      uri: environment.mongodbUri,
      // Given, since the driver's own import of it fails under Jest, and a mongod refuses a client that says nothing of itself.
      runtimeAdapters: { os },
      dbName: MAIN_DATABASE,
      autoIndex: false,
      autoCreate: false,
      maxPoolSize: environment.mongodbPoolSize,
      serverSelectionTimeoutMS: SERVER_SELECTION_TIMEOUT_MS,
      connectTimeoutMS: CONNECT_TIMEOUT_MS,
      heartbeatFrequencyMS: HEARTBEAT_MS,
      // A call that is not answered is given up here, whether the server froze, the network broke or the pool is used up.
      socketTimeoutMS: environment.databaseTimeoutMs,
      waitQueueTimeoutMS: environment.databaseTimeoutMs,
      // Nothing is written twice: the server knows a write it was sent again.
      retryWrites: true,
      // An acknowledged write is on disk, on a majority.
      writeConcern: { w: 'majority', journal: true },
      retryAttempts: 0,
      connectionFactory: async (connection: Connection) => {
        await requireTransactions(connection);
        // And by the server itself, which would otherwise go on with what nobody waits for.
        if (environment.databaseTimeoutMs > 0) connection.base.set('maxTimeMS', environment.databaseTimeoutMs);
        await dropRetiredIndexes(connection);
        await Promise.all(models.map(({ name, schema }) => connection.model(name, schema).createIndexes()));
        new Logger('MainDatabase').log(`Connected to ${MAIN_DATABASE} on ${serverName(connection.getClient())}`);
        return connection;
      },
    }),
  });
}
