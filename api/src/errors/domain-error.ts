import { type ErrorCode, type ErrorKind, KIND_OF_ERROR, type MissingThing } from './error-codes';

/** One field at fault: a dotted path into the request's body or query, and what is wrong there. */
export interface FieldFault {
  path: string;
  message: string;
}

export interface DomainErrorDetails {
  errors?: FieldFault[];
  retryAfterSeconds?: number;
  /** Further members of the problem, such as the new quote of `price_changed`. */
  extra?: Record<string, unknown>;
}

/** An expected refusal, with a code that stays the same across releases and a message that says what to do. */
export class DomainError extends Error {
  readonly kind: ErrorKind;

  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details: DomainErrorDetails = {},
  ) {
    super(message);
    this.name = 'DomainError';
    this.kind = KIND_OF_ERROR[code];
  }
}

/** Does what knows only a part of a request: what it finds at fault is named by its place in the whole. */
export function withinField<T>(field: string, work: () => Promise<T>): Promise<T> {
  return renamingFields((path) => `${field}.${path}`, work);
}

/** Does what knows a request in another form than it was sent: what it finds at fault is named as the caller knows it. */
export async function renamingFields<T>(rename: (path: string) => string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const { code, message, details } = error;
    const errors = details.errors?.map((fault) => ({ ...fault, path: rename(fault.path) }));
    throw new DomainError(code, message, { ...details, ...(errors && { errors }) });
  }
}

/** More help nobody, and an answer must not grow with what is wrong in a request. */
const MOST_FAULTS_NAMED = 20;
const MOST_CHARACTERS = 200;

/** Names the first faults of a request, each in bounded length: paths and messages may repeat what was sent. */
export function badInput(errors: readonly FieldFault[]): DomainError {
  const named = errors
    .slice(0, MOST_FAULTS_NAMED)
    .map(({ path, message }) => ({ path: cut(path), message: cut(message) }));
  const of = errors.length > named.length ? ` (the first ${named.length} of ${errors.length})` : '';
  const text = `The request is not valid; see errors${of}.`;
  return new DomainError('validation_failed', text, { errors: named });
}

function cut(text: string): string {
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text;
}

/** What was tried too often, and when it may be tried again. */
export function tooManyAttempts(what: string, until: number): DomainError {
  const retryAfterSeconds = Math.max(1, Math.ceil((until - Date.now()) / 1000));
  const minutes = Math.ceil(retryAfterSeconds / 60);
  const detail = `Too many ${what}. Try again in ${minutes === 1 ? 'a minute' : `${minutes} minutes`}.`;
  return new DomainError('too_many_attempts', detail, { retryAfterSeconds });
}

/** @param thing what callers give ids of their own, such as `shift` */
export function idReused(thing: string): DomainError {
  const detail = `Another ${thing} was made with this id. Give each an id of its own.`;
  return new DomainError('id_reused', detail, {
    errors: [{ path: 'id', message: `belongs to another ${thing}` }],
  });
}

export function notFound(thing: MissingThing, path?: string): DomainError {
  const details = path ? { errors: [{ path, message: `no such ${thing}` }] } : {};
  const code = `${thing.replaceAll(' ', '_')}_not_found` as ErrorCode;
  return new DomainError(code, `There is no such ${thing}.`, details);
}

export function forbidden(): DomainError {
  return new DomainError('forbidden', 'Your role does not allow this.');
}

export function unauthenticated(): DomainError {
  return new DomainError('unauthenticated', 'Sign in first: the token is missing or no longer valid.');
}

/** The database does not do its work just now: the same call may be repeated, with the same ids. */
export function databaseUnavailable(detail: string): DomainError {
  return new DomainError('database_unavailable', detail, { retryAfterSeconds: 2 });
}

export function staleVersion(thing: string): DomainError {
  return new DomainError(
    'stale_version',
    `The ${thing} was changed since you read it. Read it again and repeat your change on the newer version.`,
  );
}
