import { type DynamicModule, Logger, Module } from '@nestjs/common';
import { type ModelDefinition, MongooseModule } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { Environment } from '../config/environment';
import { connectionOptions } from '../mongo/connection-options';
import { requireTransactions } from '../mongo/require-transactions';
import { serverName } from '../mongo/server-version';
import { traceCommands } from '../mongo/trace-commands';
import { watchPool } from '../mongo/watch-pool';
import { Account, AccountSchema } from './account.schema';
import { Cluster, ClusterSchema } from './cluster.schema';
import { DeliveredWrites, DeliveredWritesSchema } from './delivered-writes.schema';
import { MAIN, MAIN_DATABASE } from './main-connection';
import { Organization, OrganizationSchema } from './organization.schema';
import { RateLimit, RateLimitSchema } from './rate-limit.schema';
import { dropRetiredIndexes } from './retired-indexes';
import { Session, SessionSchema } from './session.schema';
import { SignInAttempts, SignInAttemptsSchema } from './sign-in-attempts.schema';
import { TenantMove, TenantMoveSchema } from './tenant-move.schema';

/** A server that answers at all answers these in milliseconds. */
const PATIENCE = { serverSelectionTimeoutMS: 5_000, connectTimeoutMS: 4_000, heartbeatFrequencyMS: 5_000 };

const OWN_MODELS: readonly ModelDefinition[] = [
  { name: Account.name, schema: AccountSchema },
  { name: Cluster.name, schema: ClusterSchema },
  { name: DeliveredWrites.name, schema: DeliveredWritesSchema },
  { name: Organization.name, schema: OrganizationSchema },
  { name: RateLimit.name, schema: RateLimitSchema },
  { name: Session.name, schema: SessionSchema },
  { name: SignInAttempts.name, schema: SignInAttemptsSchema },
  { name: TenantMove.name, schema: TenantMoveSchema },
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
      ...connectionOptions(environment, PATIENCE),
      uri: environment.mongodbUri,
      dbName: MAIN_DATABASE,
      retryAttempts: 0,
      connectionFactory: async (connection: Connection) => {
        watchPool(connection.getClient(), 'main');
        traceCommands(connection.getClient());
        await requireTransactions(connection, 'What MONGODB_URI names');
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
