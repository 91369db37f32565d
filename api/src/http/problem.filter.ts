import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { MongoClientBulkWriteError, MongoError, MongoNetworkError, MongoServerSelectionError } from 'mongodb';
import { MongooseError } from 'mongoose';
import { DomainError, type FieldFault } from '../errors/domain-error';
import type { ErrorCode } from '../errors/error-codes';
import { statusOf } from './problem-status';

const TITLE: Record<number, string> = {
  400: 'Bad request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Conflict',
  413: 'Payload too large',
  415: 'Unsupported media type',
  422: 'Unprocessable content',
  429: 'Too many requests',
  500: 'Internal server error',
  503: 'Service unavailable',
  507: 'Insufficient storage',
};

interface Problem {
  status: number;
  code: ErrorCode;
  detail: string;
  errors?: FieldFault[];
  retryAfterSeconds?: number;
  extra?: Record<string, unknown>;
}

/** The one place where an error becomes an answer: `application/problem+json` as of RFC 9457. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('Problem');

  catch(error: unknown, host: ArgumentsHost): void {
    this.answer(host.switchToHttp().getResponse<FastifyReply>(), error);
  }

  /** One line, under the id that the answer names. */
  private log(requestId: string, error: unknown): void {
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    this.logger.error({ requestId, msg: message, stack });
  }

  answer(reply: FastifyReply, error: unknown): void {
    const problem = toProblem(error);
    if (problem.status === 500) this.log(reply.request.id, error);
    // The database is away, or the tenant on its way: told to many at once, and nobody's fault here.
    else if (problem.status > 500) this.logger.warn({ requestId: reply.request.id, msg: (error as Error).message });
    if (reply.sent) return;
    if (problem.retryAfterSeconds) void reply.header('retry-after', String(problem.retryAfterSeconds));
    if (problem.status === 401) void reply.header('www-authenticate', 'Bearer');
    void reply
      .status(problem.status)
      .header('content-type', 'application/problem+json; charset=utf-8')
      .send(
        JSON.stringify({
          type: `urn:liquor-pos:problem:${problem.code}`,
          title: TITLE[problem.status] ?? 'Error',
          status: problem.status,
          code: problem.code,
          detail: problem.detail,
          errors: problem.errors,
          ...problem.extra,
        }),
      );
  }
}

function toProblem(error: unknown): Problem {
  if (error instanceof DomainError) {
    return { status: statusOf(error.code), code: error.code, detail: error.message, ...error.details };
  }
  if (error instanceof HttpException) {
    const status = error.getStatus();
    return { status, code: codeOfStatus(status), detail: error.message };
  }
  if (isFullDisk(error)) {
    return {
      status: 507,
      code: 'database_full',
      detail:
        'The database has no room left on its disk. Nothing was half-written; make room, then try again with the same ids.',
      retryAfterSeconds: 30,
    };
  }
  if (isClosedForWrites(error)) {
    return {
      status: 503,
      code: 'organization_moving',
      detail: 'Your data is being moved to another server. Nothing was half-written; try again with the same ids.',
      retryAfterSeconds: 1,
    };
  }
  if (isDatabaseOutage(error)) {
    return {
      status: 503,
      code: 'database_unavailable',
      detail: 'The database does not answer right now. Nothing was half-written; try again with the same ids.',
      retryAfterSeconds: 2,
    };
  }
  const status = statusOfFastifyError(error);
  if (status) return { status, code: codeOfStatus(status), detail: (error as Error).message };
  return {
    status: 500,
    code: 'internal_error',
    detail: 'Something failed on our side; the logs hold it under the request id.',
  };
}

/** Refusals of the framework, which know a status alone. */
const CODE_OF_STATUS: Record<number, ErrorCode> = {
  404: 'route_not_found',
  405: 'method_not_allowed',
  413: 'payload_too_large',
  415: 'unsupported_media_type',
};

function codeOfStatus(status: number): ErrorCode {
  return CODE_OF_STATUS[status] ?? (status < 500 ? 'bad_request' : 'internal_error');
}

/** Fastify's own refusals (a body that is no JSON, too large, of an unknown type) carry their status. */
function statusOfFastifyError(error: unknown): number | undefined {
  if (!(error instanceof Error)) return undefined;
  const status = (error as { statusCode?: unknown }).statusCode;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : undefined;
}

/** Codes of MongoDB's `error_codes.yml`. */
const OUT_OF_DISK_SPACE = 14_031;
/** The server, or this process, gave up waiting; or the server can do nothing any more, as an embedded one after a full disk. */
const OUTAGE_CODES = [
  1, // InternalError
  6, // HostUnreachable
  7, // HostNotFound
  24, // LockTimeout
  43, // CursorNotFound: the node that had it is gone
  46, // LockBusy
  50, // MaxTimeMSExpired
  64, // WriteConcernTimeout
  89, // NetworkTimeout
  112, // WriteConflict
  133, // FailedToSatisfyReadPreference
  175, // QueryPlanKilled
  237, // CursorKilled
  246, // SnapshotUnavailable
  251, // NoSuchTransaction
  9_001, // SocketException
  202, // NetworkInterfaceExceededTimeLimit
  262, // ExceededTimeLimit
  91, // ShutdownInProgress
  189, // PrimarySteppedDown
  10_107, // NotWritablePrimary
  11_601, // Interrupted
  11_600, // InterruptedAtShutdown
  11_602, // InterruptedDueToReplStateChange
  13_435, // NotPrimaryNoSecondaryOk
  13_436, // NotPrimaryOrSecondary
];

/** What a closed database answers every write; nothing else has a validator here. */
const DOCUMENT_VALIDATION_FAILURE = 121;

/** A storage engine that meets it first says so in words alone. */
const NO_SPACE = /No space left on device/;

function isFullDisk(error: unknown): boolean {
  if (!(error instanceof MongoError)) return false;
  return error.code === OUT_OF_DISK_SPACE || NO_SPACE.test(error.message) || isFullDisk(error.cause);
}

function isClosedForWrites(error: unknown): boolean {
  if (!(error instanceof MongoError)) return false;
  if (Number(error.code) === DOCUMENT_VALIDATION_FAILURE || isClosedForWrites(error.cause)) return true;
  const faults = error instanceof MongoClientBulkWriteError ? [...error.writeErrors.values()] : [];
  return faults.some(({ code }) => code === DOCUMENT_VALIDATION_FAILURE);
}

function isDatabaseOutage(error: unknown): boolean {
  if (error instanceof MongoNetworkError || error instanceof MongoServerSelectionError) return true;
  if (error instanceof MongoError) {
    return (
      OUTAGE_CODES.includes(Number(error.code)) ||
      error.name === 'MongoWaitQueueTimeoutError' ||
      isDatabaseOutage(error.cause) ||
      error.hasErrorLabel('TransientTransactionError') ||
      error.hasErrorLabel('RetryableWriteError')
    );
  }
  return error instanceof MongooseError && /buffering timed out|ServerSelection/.test(`${error.name} ${error.message}`);
}
