import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { DatabaseError } from '@liquor-pos/embedded-mongodb';
import type { INestApplicationContext } from '@nestjs/common';
import { ContextIdFactory, NestFactory } from '@nestjs/core';
import { Command } from 'commander';
import { Actor } from '../access/actor';
import { AppModule } from '../app.module';
import { Environment, InvalidEnvironment, withDatabase } from '../config/environment';
import { openDatabase } from '../database';
import { badInput, DomainError } from '../errors/domain-error';
import { validated } from '../http/validation';
import { IowaImport } from '../iowa/iowa-import';
import { JobsService } from '../jobs/jobs.service';
import { createLogger, PinoLogger } from '../logging/pino-logger';
import { ClustersService } from '../organizations/clusters.service';
import { OpenOrganizationDto } from '../organizations/dto/organization.dto';
import { OrganizationsService } from '../organizations/organizations.service';
import { PlatformAdminsService } from '../organizations/platform-admins.service';
import { TenantContextIdStrategy } from '../tenancy/tenant-context-id.strategy';
import { everyOrganization } from './every-organization';
import { migrate } from './migrate';
import { addTenantCommands } from './tenant';
import { verifyBooks, verifyUsers } from './verify';

/** Who owns the machine. */
const COMMAND = Actor.ofCommand('pos');

/** What a command does with the application; its number is the exit code. */
type Work = (app: INestApplicationContext) => Promise<number>;

/** npm runs scripts in the package's folder and tells where it was called; files are meant from there. */
const fromCaller = (file: string) => resolve(process.env['INIT_CWD'] ?? process.cwd(), file);
// `pos org list | head -1` closes the pipe early; the command still ends its work and its database in order.
process.stdout.on('error', () => undefined);
const print = (line: string) => process.stdout.write(`${line}\n`);

/** Runs one command over the application's services, beside a server that is running or alone. */
async function withApplication(work: Work): Promise<void> {
  const settings = new Environment({ LOG_LEVEL: 'warn', DATABASE_TIMEOUT_SECONDS: '0', ...process.env });
  const database = await openDatabase(settings, { join: true, progress: print });
  try {
    const environment = withDatabase(settings, database.uri);
    const logger = new PinoLogger(createLogger(environment));
    ContextIdFactory.apply(new TenantContextIdStrategy());
    const app = await NestFactory.createApplicationContext(AppModule.with(environment), {
      logger,
      abortOnError: false,
    });
    process.exitCode = await work(app).finally(() => app.close());
  } finally {
    await database.stop();
  }
}

function createProgram(): Command {
  const program = new Command('pos').description('Administers a Liquor POS deployment.');

  program
    .command('platform-admin')
    .command('create')
    .description('make an account that opens and suspends organizations')
    .requiredOption('--email <email>')
    .requiredOption('--password <password>')
    .action(({ email, password }: { email: string; password: string }) =>
      withApplication(async (app) => {
        await app.get(PlatformAdminsService).create(COMMAND, email, password);
        print(`Platform admin ${email} created`);
        return 0;
      }),
    );

  const org = program.command('org').description('open, list, suspend and reactivate organizations');
  org
    .command('create')
    .requiredOption('--name <name>')
    .requiredOption('--admin-email <email>')
    .requiredOption('--admin-password <password>')
    .option('--admin-name <name>', 'the first admin’s name', 'Admin')
    .option('--timezone <zone>', 'IANA time zone', 'America/Chicago')
    .option('--currency <code>', 'ISO 4217', 'USD')
    .option('--cluster <name>', 'where its database is made; main’s own cluster when left out')
    .action(
      (
        options: Record<'name' | 'adminEmail' | 'adminPassword' | 'adminName' | 'timezone' | 'currency', string> & {
          cluster?: string;
        },
      ) =>
        withApplication(async (app) => {
          const { name, timezone, currency, cluster, adminEmail, adminName, adminPassword } = options;
          const admin = { email: adminEmail, name: adminName, password: adminPassword };
          const input = validated(OpenOrganizationDto, {
            name,
            timezone,
            currency,
            admin,
            ...(cluster && { cluster }),
          });
          const { id, databaseName } = await app.get(OrganizationsService).open(COMMAND, input);
          print(`${id}  ${databaseName}`);
          return 0;
        }),
    );
  org.command('list').action(() =>
    withApplication(async (app) => {
      for await (const { id, active, name } of everyOrganization(app, COMMAND)) {
        print(`${id}  ${active ? 'active   ' : 'suspended'}  ${name}`);
      }
      for (const { id, state, name } of await app.get(OrganizationsService).unfinished(COMMAND)) {
        print(`${id}  ${state.padEnd(9)}  ${name}`);
      }
      return 0;
    }),
  );
  for (const [command, active] of [
    ['suspend', false],
    ['activate', true],
  ] as const) {
    org.command(`${command} <id>`).action((id: string) =>
      withApplication(async (app) => {
        const { name } = await app.get(OrganizationsService).update(COMMAND, id, { active });
        print(`${name} is ${active ? 'active' : 'suspended'}`);
        return 0;
      }),
    );
  }

  addClusterCommands(program);
  addTenantCommands(program, { actor: COMMAND, run: withApplication, print, fromCaller });

  program
    .command('import')
    .command('iowa <file>')
    .description('import a day of the State of Iowa’s wholesale record, an organization for each store')
    .option('--password <password>', 'of every store’s admin; a random one is printed when left out')
    .option('--json <out>', 'write the totals to a file')
    .action((file: string, { password, json }: { password?: string; json?: string }) =>
      withApplication(async (app) => {
        const chosen = password ?? randomBytes(9).toString('base64url');
        const result = await new IowaImport(app, COMMAND, chosen, print).run(fromCaller(file));
        for (const { line, reason } of result.rejected) print(`line ${line} rejected: ${reason}`);
        print(`${result.stores.length} stores, ${result.rejected.length} lines rejected`);
        if (!password) print(`New stores' admins (admin@iowa-<store number>.example) have the password ${chosen}`);
        if (json) writeFileSync(fromCaller(json), `${JSON.stringify(result, null, 2)}\n`);
        return 0;
      }),
    );

  program
    .command('jobs')
    .command('retry <name>')
    .description('let a job that was set aside run again')
    .option('--only <id>', 'the organization it is of; the platform’s own when left out')
    .action((name: string, { only }: { only?: string }) =>
      withApplication(async (app) => {
        const found = await app.get(JobsService).retry(COMMAND, name, only);
        print(found ? `${name} runs again` : `${name} is not set aside`);
        return found ? 0 : 1;
      }),
    );

  const verify = program.command('verify').description('exits with 1 when anything differs');
  verify.command('books').action(() => withApplication((app) => verifyBooks(app, COMMAND, print)));
  verify.command('users').action(() => withApplication((app) => verifyUsers(app, COMMAND, print)));

  program
    .command('migrate')
    .description('bring every tenant database to this version: its data, collections and indexes')
    .option('--dry-run', 'say what would be done, and do nothing')
    .option('--only <id>', 'one organization alone')
    .action(({ dryRun = false, only }: { dryRun?: boolean; only?: string }) =>
      withApplication((app) => migrate(app, COMMAND, { dryRun, only }, print)),
    );
  return program;
}

function addClusterCommands(program: Command): void {
  const cluster = program.command('cluster').description('the MongoDB clusters besides main’s own that hold tenants');
  cluster
    .command('set <name>')
    .description('name a cluster; every process reads its connection string for itself, from a variable or a file')
    .option('--env <variable>', 'the environment variable that holds it')
    .option('--file <path>', 'the file that holds it, such as a mounted secret')
    .action((name: string, { env, file }: { env?: string; file?: string }) =>
      withApplication(async (app) => {
        if ((env === undefined) === (file === undefined))
          throw badInput([{ path: 'env', message: 'or file, one of them' }]);
        const reference = env === undefined ? { file: fromCaller(file ?? '') } : { environment: env };
        print(`${name}: ${await app.get(ClustersService).set(COMMAND, name, reference)}`);
        return 0;
      }),
    );
  cluster.command('list').action(() =>
    withApplication(async (app) => {
      for (const { name, readFrom, organizations } of await app.get(ClustersService).list(COMMAND)) {
        print(`${name}  ${organizations} organizations  ${readFrom}`);
      }
      return 0;
    }),
  );
  cluster.command('remove <name>').action((name: string) =>
    withApplication(async (app) => {
      await app.get(ClustersService).remove(COMMAND, name);
      print(`${name} is removed`);
      return 0;
    }),
  );
}

const FILE_FAULTS: Record<string, string> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'may not be opened by this user',
  EISDIR: 'is a folder',
  ENOSPC: 'there is no room left',
};

createProgram()
  .parseAsync()
  .then(
    () => process.exit(),
    (error: unknown) => {
      process.stderr.write(`${describe(error as Error)}\n`);
      process.exit(1);
    },
  );

/** What can be mended outside the program is said in a line; what cannot, with its stack. */
function describe(error: Error): string {
  if (error instanceof InvalidEnvironment || error instanceof DatabaseError) return error.message;
  const { path, code = '' } = error as NodeJS.ErrnoException;
  if (path !== undefined && code in FILE_FAULTS) return `${path}: ${FILE_FAULTS[code]}`;
  if (!(error instanceof DomainError)) return error.stack ?? String(error);
  const faults = (error.details.errors ?? []).map(({ path, message }) => `\n  ${path}: ${message}`);
  return `${error.code}: ${error.message}${faults.join('')}`;
}
