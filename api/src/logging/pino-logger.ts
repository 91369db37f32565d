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

/** Nest's logger over pino: the message stays exactly as it was given, the context goes beside it. */
export class PinoLogger implements LoggerService {
  constructor(private readonly pino: Logger) {}

  log(message: unknown, context?: string): void {
    this.pino.info({ context }, String(message));
  }

  warn(message: unknown, context?: string): void {
    this.pino.warn({ context }, String(message));
  }

  error(message: unknown, ...rest: unknown[]): void {
    const context = rest.at(-1);
    const stack = rest.length > 1 ? rest[0] : undefined;
    this.pino.error({ context, stack }, String(message));
  }

  debug(message: unknown, context?: string): void {
    this.pino.debug({ context }, String(message));
  }

  verbose(message: unknown, context?: string): void {
    this.pino.trace({ context }, String(message));
  }
}
