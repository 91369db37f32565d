import { setTimeout as delay } from 'node:timers/promises';
import { DatabaseError } from '@liquor-pos/embedded-mongodb';
import { type INestApplicationContext, Logger } from '@nestjs/common';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { Actor } from './access/actor';
import { createApplication } from './app.setup';
import { migrate } from './commands/migrate';
import { Environment, InvalidEnvironment, withDatabase } from './config/environment';
import { openDatabase } from './database';
import { openDemo } from './demo/demo';
import { Drain } from './health/drain';
import { JobRunner } from './jobs/job-runner';
import { createLogger } from './logging/pino-logger';
import { MAIN } from './main-db/main-connection';
import { serverName } from './mongo/server-version';
import { Placements } from './tenancy/placements';

/** Past this a stop no longer waits for whoever keeps a request open. */
const STOP_TIMEOUT_MS = 25_000;

/** Runs the server until SIGTERM or SIGINT: then requests in flight finish, the database closes, and the process exits with 0. */
async function main(): Promise<void> {
  const settings = new Environment(process.env);
  const stopping = signalled();
  const database = await openDatabase(settings, { progress: (line) => process.stdout.write(`${line}\n`) });
  const environment = withDatabase(settings, database.uri);
  const logger = createLogger(environment);
  const app = await createApplication(environment, logger).catch(async (error: unknown) => {
    await database.stop();
    throw error;
  });
  // Somebody's own database is migrated when its engineer says so; the one this program keeps follows the program.
  if (!settings.mongodbUri) await migrateOwn(app);
  // The demo is for trying the product on an empty data folder, never for somebody's own database.
  if (settings.demo && !settings.mongodbUri) await openDemo(app, settings, (line) => process.stdout.write(`${line}\n`));
  await app.listen(environment.port, environment.host).catch(async (error: unknown) => {
    await app.close();
    await database.stop();
    throw error;
  });
  app.get(JobRunner).start();
  sayWhatRuns(app, environment, settings.mongodbUri !== undefined);
  new Logger('Liquor POS').log(`Liquor POS answers at ${await app.getUrl()}`);

  await stopping;
  app.get(Drain).begin();
  await delay(environment.drainSeconds * 1000);
  const forced = setTimeout(() => process.exit(1), STOP_TIMEOUT_MS);
  await app.close();
  await database.stop();
  clearTimeout(forced);
  logger.flush();
}

/** In a few lines, what somebody looks for first when it does not do what they expect. */
function sayWhatRuns(app: INestApplicationContext, environment: Environment, isTheirDatabase: boolean): void {
  const logger = new Logger('Liquor POS');
  const main = app.get<Connection>(getConnectionToken(MAIN));
  const where = isTheirDatabase ? 'of MONGODB_URI' : `embedded, under ${environment.dataDir}`;
  const moved = app.get(Placements).moved.size;
  logger.log(`Node ${process.version}, ${environment.production ? 'production' : 'not production'}`);
  logger.log(
    `${serverName(main.getClient())}, ${where}${moved > 0 ? `; ${moved} organizations on other clusters` : ''}`,
  );
  logger.log(
    `Limits ${environment.rateLimits ? 'on' : 'off'}, proxy ${environment.trustProxy ? 'trusted' : 'not trusted'}, ` +
      `mail ${environment.smtpUrl ? 'goes out' : 'does not go out'}`,
  );
}

/** Brings the embedded database to this version, and says what it did where there was anything to do. */
async function migrateOwn(app: INestApplicationContext): Promise<void> {
  const lines: string[] = [];
  const code = await migrate(app, Actor.ofCommand('start'), { dryRun: false }, (line) => lines.push(line));
  if (lines.length > 1 || code !== 0) process.stdout.write(`${lines.join('\n')}\n`);
}

function signalled(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGTERM', () => resolve());
    process.once('SIGINT', () => resolve());
  });
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${describe(error)}\n`);
    process.exit(1);
  },
);

/** What can be mended outside the program is said in a line; what cannot, with its stack. */
function describe(error: unknown): string {
  if (error instanceof InvalidEnvironment || error instanceof DatabaseError) return error.message;
  const { code, port, stack } = error as NodeJS.ErrnoException & { port?: number };
  if (code === 'EADDRINUSE') return `Another program listens on port ${port}. Stop it, or set PORT to another one.`;
  return stack ?? String(error);
}
