import { Global, Logger, Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { Environment } from '../config/environment';
import { Account, AccountSchema } from './account.schema';
import { MAIN, MAIN_DATABASE } from './main-connection';
import { Organization, OrganizationSchema } from './organization.schema';
import { requireTransactions } from './require-transactions';
import { Session, SessionSchema } from './session.schema';
import { SignInAttempts, SignInAttemptsSchema } from './sign-in-attempts.schema';

const SERVER_SELECTION_TIMEOUT_MS = 8_000;

export const MAIN_SCHEMAS = [
  { name: Account.name, schema: AccountSchema },
  { name: Organization.name, schema: OrganizationSchema },
  { name: Session.name, schema: SessionSchema },
  { name: SignInAttempts.name, schema: SignInAttemptsSchema },
];

/** The one connection to main, opened with the process and closed with it. */
@Global()
@Module({
  imports: [
    MongooseModule.forRootAsync({
      connectionName: MAIN,
      inject: [Environment],
      useFactory: (environment: Environment) => ({
        uri: environment.mongodbUri,
        dbName: MAIN_DATABASE,
        autoIndex: false,
        autoCreate: false,
        maxPoolSize: environment.mongodbPoolSize,
        serverSelectionTimeoutMS: SERVER_SELECTION_TIMEOUT_MS,
        // An acknowledged write is on disk, on a majority.
        writeConcern: { w: 'majority', journal: true },
        retryAttempts: 0,
        connectionFactory: async (connection: Connection) => {
          await requireTransactions(connection);
          await Promise.all(MAIN_SCHEMAS.map(({ name, schema }) => connection.model(name, schema).createIndexes()));
          new Logger('MainDatabase').log(`Connected to ${MAIN_DATABASE}`);
          return connection;
        },
      }),
    }),
    MongooseModule.forFeature(MAIN_SCHEMAS, MAIN),
  ],
  exports: [MongooseModule],
})
export class MainDbModule {}
