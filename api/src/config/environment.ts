import { join, resolve } from 'node:path';

/** Every setting of the process, parsed once at start; `docs/operations.md` explains each. */
export class Environment {
  readonly production: boolean;
  readonly host: string;
  readonly port: number;
  /** Unset: the embedded database under `dataDir`. */
  readonly mongodbUri: string | undefined;
  readonly mongodbPoolSize: number;
  /** How long one call of the database may take; 0 for as long as it needs, as commands do. */
  readonly databaseTimeoutMs: number;
  readonly databaseEngine: 'mongod' | 'secantusdb' | undefined;
  readonly mongodBinary: string | undefined;
  readonly dataDir: string;
  readonly cacheDir: string;
  /** Unset: made once and kept under `dataDir`. */
  readonly jwtSecret: string | undefined;
  /** The one before it, while it is being changed. */
  readonly jwtSecretPrevious: string | undefined;
  /** Of passwords: each step more takes twice as long. OWASP asks for at least 10. */
  readonly bcryptCost: number;
  /** Where mail goes out; unset: none does. */
  readonly smtpUrl: string | undefined;
  /** Who mail is from. */
  readonly mailFrom: string;
  /** The address people reach it by, without a path: for links on receipts. Unset: they have none. */
  readonly publicUrl: string | undefined;
  readonly cookieSecure: boolean;
  readonly trustProxy: boolean;
  readonly demo: boolean;
  readonly demoPassword: string | undefined;
  /** Of sales the demo begins with. */
  readonly demoDays: number;
  readonly logLevel: LogLevel;
  readonly logPretty: boolean;
  /** The most tenants kept warm at once. */
  readonly tenantPoolMax: number;
  readonly tenantIdleMinutes: number;
  /** The built SPA. */
  readonly webDir: string;
  /** With which metrics are read from elsewhere than this machine; unset: they are not. */
  readonly metricsToken: string | undefined;
  /** Where traces go, an OpenTelemetry collector; unset: there are none. */
  readonly traceCollector: string | undefined;
  /** For how long a process that is told to stop goes on answering, not ready any more. */
  readonly drainSeconds: number;
  /** Whether too many requests of one token, address or organization are refused. */
  readonly rateLimits: boolean;
  /** The most requests of one organization at work in a process at once; the others wait. */
  readonly tenantConcurrency: number;

  /** @throws InvalidEnvironment listing every fault at once */
  constructor(variables: NodeJS.ProcessEnv) {
    const read = new VariableReader(variables);
    this.production = read.choice('NODE_ENV', ['development', 'test', 'production'], 'development') === 'production';
    this.host = read.text('HOST') ?? '127.0.0.1';
    this.port = read.integer('PORT', 3000, 0, 65_535);
    this.mongodbUri = read.matching('MONGODB_URI', /^mongodb(\+srv)?:\/\/./, 'a mongodb:// or mongodb+srv:// address');
    this.mongodbPoolSize = read.integer('MONGODB_POOL_SIZE', 50, 1, 1000);
    this.databaseTimeoutMs = 1000 * read.integer('DATABASE_TIMEOUT_SECONDS', 10, 0, 3600);
    this.databaseEngine = read.optionalChoice('POS_DATABASE', ['mongod', 'secantusdb']);
    this.mongodBinary = read.text('MONGOD_BINARY');
    this.dataDir = resolve(read.text('DATA_DIR') ?? join(REPOSITORY, 'data'));
    this.cacheDir = resolve(read.text('CACHE_DIR') ?? join(REPOSITORY, '.cache'));
    this.jwtSecret = read.secret('JWT_SECRET', MINIMUM_SECRET_LENGTH, this.production);
    this.jwtSecretPrevious = read.secret('JWT_SECRET_PREVIOUS', MINIMUM_SECRET_LENGTH, false);
    this.bcryptCost = read.integer('BCRYPT_COST', 12, this.production ? 10 : 4, 15);
    this.smtpUrl = read.matching('SMTP_URL', /^smtps?:\/\/./, 'an smtp:// or smtps:// address');
    this.mailFrom = read.text('MAIL_FROM') ?? 'Liquor POS <reports@localhost>';
    this.publicUrl = read.matching(
      'PUBLIC_URL',
      /^https?:\/\/[^/\s]+$/,
      'an http:// or https:// address without a path',
    );
    this.cookieSecure = read.switch('COOKIE_SECURE', this.production);
    this.trustProxy = read.switch('TRUST_PROXY', false);
    this.demo = read.switch('DEMO', true);
    this.demoPassword = read.text('DEMO_PASSWORD');
    this.demoDays = read.integer('DEMO_DAYS', 90, 0, 366);
    this.logLevel = read.choice('LOG_LEVEL', LOG_LEVELS, 'info');
    this.logPretty =
      read.choice('LOG_FORMAT', ['json', 'pretty'], process.stdout.isTTY ? 'pretty' : 'json') === 'pretty';
    this.tenantPoolMax = read.integer('TENANT_POOL_MAX', 1000, 1, 100_000);
    this.tenantIdleMinutes = read.integer('TENANT_IDLE_MINUTES', 30, 1, 1440);
    this.webDir = resolve(read.text('WEB_DIR') ?? join(REPOSITORY, 'web', 'dist'));
    this.metricsToken = read.secret('METRICS_TOKEN', 16, false);
    this.traceCollector = read.matching(
      'OTEL_EXPORTER_OTLP_ENDPOINT',
      /^https?:\/\/\S+$/,
      'an http:// or https:// address',
    );
    this.drainSeconds = read.integer('DRAIN_SECONDS', this.production ? 5 : 0, 0, 300);
    this.rateLimits = read.switch('RATE_LIMITS', true);
    this.tenantConcurrency = read.integer('TENANT_CONCURRENCY', 32, 1, 10_000);
    read.finish();
  }
}

export type LogLevel = (typeof LOG_LEVELS)[number];
const LOG_LEVELS = ['silent', 'error', 'warn', 'info', 'debug', 'trace'] as const;

/** The same settings over a database that has been started, whose address none of them could know. */
export function withDatabase(environment: Environment, mongodbUri: string): Environment {
  return Object.assign(Object.create(Environment.prototype), environment, { mongodbUri });
}

/** From `api/src/config` and from `api/dist/config` alike. */
const REPOSITORY = resolve(__dirname, '..', '..', '..');

/** 256 bits as text, the key size of HS256 (RFC 7518, section 3.2). */
export const MINIMUM_SECRET_LENGTH = 32;

export class InvalidEnvironment extends Error {
  constructor(readonly faults: string[]) {
    super(`The environment is not valid:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
    this.name = 'InvalidEnvironment';
  }
}

class VariableReader {
  private readonly faults: string[] = [];

  constructor(private readonly variables: NodeJS.ProcessEnv) {}

  text(name: string): string | undefined {
    return this.variables[name]?.trim() || undefined;
  }

  matching(name: string, pattern: RegExp, expected: string): string | undefined {
    const value = this.text(name);
    if (value !== undefined && !pattern.test(value)) this.faults.push(`${name} must be ${expected}`);
    return value;
  }

  secret(name: string, minimum: number, required: boolean): string | undefined {
    const value = this.text(name);
    if (value === undefined ? required : value.length < minimum) {
      this.faults.push(`${name} must be at least ${minimum} characters${required ? ' in production' : ''}`);
    } else if (value !== undefined && this.isGuessable(value)) {
      this.faults.push(`${name} can be guessed; make one with: openssl rand -base64 48`);
    }
    return value;
  }

  /** A few characters over and over, or a text out of an example. Outside production, tests and trials may. */
  private isGuessable(secret: string): boolean {
    if (this.variables['NODE_ENV'] !== 'production') return false;
    return new Set(secret).size < 10 || /change.?me|example|secret.?key|your.?secret|password/i.test(secret);
  }

  integer(name: string, otherwise: number, least: number, most: number): number {
    const value = this.text(name);
    if (value === undefined) return otherwise;
    const number = Number(value);
    if (Number.isInteger(number) && number >= least && number <= most) return number;
    this.faults.push(`${name} must be a whole number from ${least} to ${most}, not "${value}"`);
    return otherwise;
  }

  switch(name: string, otherwise: boolean): boolean {
    return this.choice(name, ['on', 'off'], otherwise ? 'on' : 'off') === 'on';
  }

  choice<T extends string>(name: string, choices: readonly T[], otherwise: T): T {
    return this.optionalChoice(name, choices) ?? otherwise;
  }

  optionalChoice<T extends string>(name: string, choices: readonly T[]): T | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    const chosen = choices.find((choice) => choice === value);
    if (chosen === undefined) this.faults.push(`${name} must be one of ${choices.join(', ')}, not "${value}"`);
    return chosen;
  }

  finish(): void {
    if (this.faults.length > 0) throw new InvalidEnvironment(this.faults);
  }
}
