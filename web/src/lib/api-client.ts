import createClient, { type Middleware } from 'openapi-fetch';
import type { components, paths } from './api-schema';
import { ApiError, OFFLINE, type Problem } from './problem';
import { noteReachable } from './reachability';

export type Schemas = components['schemas'];

/** On a network that swallows packets an answer never comes; a cashier must be told. */
const ANSWER_TIMEOUT_MS = 15_000;
/** A whole catalogue takes longer. */
const BULK_TIMEOUT_MS = 120_000;

type SignedIn = Schemas['LoginAnswerDto'];

/** Kept in memory alone: a script from elsewhere finds no token in storage. The refresh cookie restores it after a reload. */
let token: string | undefined;
let signedInAs: string | undefined;
let refreshing: Promise<SignedIn | undefined> | undefined;
let onSignedOut: () => void = () => undefined;

/** Who calls from now on; nobody when left out. */
export function callAs(answer?: SignedIn): void {
  token = answer?.token;
  signedInAs = answer?.user.id;
}

export function whenSignedOut(listener: () => void): void {
  onSignedOut = listener;
}

/** A new access token for the refresh cookie; undefined when there is no session. One call at a time, whoever asks. */
export function refreshSession(): Promise<SignedIn | undefined> {
  refreshing ??= fetch('/api/auth/refresh', { method: 'POST', signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS) })
    .then(async (response) => {
      if (response.status === 401) return undefined;
      if (!response.ok) throw new ApiError(problemIn(await bodyOf(response), response));
      const answer = (await response.json()) as SignedIn;
      if (signedInAs !== undefined && signedInAs !== answer.user.id) await beginAnew();
      callAs(answer);
      return answer;
    })
    .finally(() => {
      refreshing = undefined;
    });
  return refreshing;
}

/** Somebody else signed in in another tab, which shares the cookie: nothing of this user's page may be sent as theirs. */
function beginAnew(): Promise<never> {
  window.location.reload();
  return new Promise(() => undefined);
}

const authentication: Middleware = {
  onRequest({ request }) {
    if (token) request.headers.set('authorization', `Bearer ${token}`);
    return request;
  },
};

/** Repeats a request once with a new token when the old one has run out. */
async function fetchWithSession(request: Request, timeoutMs = ANSWER_TIMEOUT_MS): Promise<Response> {
  const again = request.clone();
  const response = await fetchNoted(request, timeoutMs);
  if (response.status !== 401 || request.url.includes('/api/auth/')) return response;
  const session = await refreshSession();
  if (!session) {
    onSignedOut();
    return response;
  }
  again.headers.set('authorization', `Bearer ${session.token}`);
  return fetchNoted(again, timeoutMs);
}

async function fetchNoted(request: Request, timeoutMs: number): Promise<Response> {
  try {
    const response = await fetch(request, {
      signal: AbortSignal.any([request.signal, AbortSignal.timeout(timeoutMs)]),
    });
    noteReachable(true);
    return response;
  } catch (error) {
    // Given up by the caller says nothing of the server.
    if (!(error instanceof DOMException && error.name === 'AbortError')) noteReachable(false);
    throw error;
  }
}

export const api = createClient<paths>({
  baseUrl: window.location.origin,
  fetch: (request) => fetchWithSession(request),
});
api.use(authentication);

/** The data of an answer, or its problem thrown. */
export async function answered<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  const { data, error, response } = await call;
  if (data !== undefined) return data;
  throw new ApiError(problemIn(error, response));
}

/** What stands between may answer where the server does not, in words of its own. */
function problemIn(body: unknown, { status, statusText }: Response): Problem {
  if (isProblem(body)) return body;
  return status >= 500 ? OFFLINE : { status, code: 'unexpected', detail: statusText };
}

function bodyOf(response: Response): Promise<unknown> {
  return response.json().catch(() => undefined);
}

function isProblem(error: unknown): error is Problem {
  return typeof error === 'object' && error !== null && 'code' in error && 'detail' in error;
}

/** A call whose answer is no JSON of the contract: files. @throws ApiError, or a TypeError when no answer came */
export async function apiFetch(path: string, init: RequestInit = {}, timeoutMs = BULK_TIMEOUT_MS): Promise<Response> {
  const request = new Request(path, init);
  if (token) request.headers.set('authorization', `Bearer ${token}`);
  const response = await fetchWithSession(request, timeoutMs);
  if (!response.ok) throw new ApiError(problemIn(await bodyOf(response), response));
  return response;
}
