import type { INestApplicationContext, Type } from '@nestjs/common';
import { ContextIdFactory, NestFactory } from '@nestjs/core';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { Actor } from '../../src/access/actor';
import { AppModule } from '../../src/app.module';
import { Environment, withDatabase } from '../../src/config/environment';
import { MAIN } from '../../src/main-db/main-connection';
import type { TenantRole } from '../../src/main-db/role';
import { OrganizationsService } from '../../src/organizations/organizations.service';
import { TenantContextIdStrategy } from '../../src/tenancy/tenant-context-id.strategy';
import { tenantDatabaseName, tenantId } from '../../src/tenancy/tenant-id';
import { TenantScope } from '../../src/tenancy/tenant-scope';
import { BooksVerifier } from '../../src/verification/books-verifier';
import { COMMAND, PASSWORD } from './test-server';
import { joinWorkerDatabase, workerFolder } from './worker-database';

/** An organization without anybody signed in: its services, asked by actors of each role. */
export interface ServedOrganization {
  id: string;
  as: Record<TenantRole, Actor>;
  /** One call of a service, as a request would make it. */
  ask<S, R>(service: Type<S>, call: (service: S) => Promise<R>): Promise<R>;
  bookDifferences(): Promise<string[]>;
}

/** The application's services over the database that all test files of a worker share. */
export class ServiceServer {
  private numbered = 0;

  private constructor(readonly app: INestApplicationContext) {}

  static async start(): Promise<ServiceServer> {
    const environment = new Environment({ ...process.env, DATA_DIR: workerFolder(), BCRYPT_COST: '4', DEMO: 'off' });
    const database = await joinWorkerDatabase();
    ContextIdFactory.apply(new TenantContextIdStrategy());
    const module = AppModule.with(withDatabase(environment, database.uri));
    return new ServiceServer(
      await NestFactory.createApplicationContext(module, { logger: false, abortOnError: false }),
    );
  }

  get main(): Connection {
    return this.app.get<Connection>(getConnectionToken(MAIN));
  }

  database(organizationId: string) {
    return this.main.getClient().db(tenantDatabaseName(tenantId(organizationId)));
  }

  async openOrganization(timezone = 'America/Chicago'): Promise<ServedOrganization> {
    const name = `org-${process.pid}-${Date.now()}-${++this.numbered}`;
    const admin = { email: `admin@${name}.example`, name: 'Ada Admin', password: PASSWORD };
    const { id } = await this.app.get(OrganizationsService).open(COMMAND, { name, timezone, currency: 'USD', admin });
    const user = await this.database(id).collection('users').findOne();
    const actorOf = (role: TenantRole) =>
      Actor.ofUser({
        userId: user?._id.toString() ?? '',
        email: admin.email,
        name: `The ${role}`,
        role,
        organizationId: id,
        sessionId: '1-test',
      });
    const scope = this.app.get(TenantScope);
    const ask: ServedOrganization['ask'] = (service, call) =>
      scope.within(tenantId(id), async (resolve) => call(await resolve(service)));
    return {
      id,
      as: { cashier: actorOf('cashier'), manager: actorOf('manager'), org_admin: actorOf('org_admin') },
      ask,
      bookDifferences: () => ask(BooksVerifier, (books) => books.differences(COMMAND)),
    };
  }

  async stop(): Promise<void> {
    await this.app.close();
  }
}
