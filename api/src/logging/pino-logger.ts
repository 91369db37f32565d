import type { LoggerService } from '@nestjs/common';
import { destination, type Logger, pino } from 'pino';
import pretty from 'pino-pretty';
import type { Environment } from '../config/environment';

/** One structured stream for Nest's messages and for requests; secrets never reach it. */
export function createLogger(environment: Environment): Logger {
  const options = {
    level: environment.logLevel,
    base: undefined,
    redact: ['req.headers.authorization', 'req.headers.cookie', 'password', 'token'],
  };
  return environment.logPretty
    ? pino(options, pretty({ translateTime: 'SYS:HH:MM:ss', ignore: 'pid,hostname', singleLine: true, sync: true }))
    : pino(options, destination({ fd: 1, sync: false }));
}

/** What Nest says of each of its modules and routes at every start. */
const OF_THE_FRAMEWORK = new Set([
  'NestFactory',
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestApplication',
]);

/** Nest's logger over pino: the message stays exactly as it was given, the context goes beside it; an object's fields stand beside it too. */
export class PinoLogger implements LoggerService {
  constructor(private readonly pino: Logger) {}

  log(message: unknown, context?: string): void {
    this.write(OF_THE_FRAMEWORK.has(context ?? '') ? 'debug' : 'info', message, { context });
  }

  warn(message: unknown, context?: string): void {
    this.write('warn', message, { context });
  }

  error(message: unknown, ...rest: unknown[]): void {
    const context = rest.at(-1);
    const stack = rest.length > 1 ? rest[0] : undefined;
    this.write('error', message, { context, stack });
  }

  debug(message: unknown, context?: string): void {
    this.write('debug', message, { context });
  }

  verbose(message: unknown, context?: string): void {
    this.write('trace', message, { context });
  }

  private write(level: 'error' | 'warn' | 'info' | 'debug' | 'trace', message: unknown, fields: object): void {
    const isFields = typeof message === 'object' && message !== null && !(message instanceof Error);
    if (isFields) this.pino[level]({ ...fields, ...message });
    else this.pino[level](fields, String(message));
  }
}
