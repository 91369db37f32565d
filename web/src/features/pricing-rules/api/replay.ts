import { apiFetch, type Schemas } from '../../../lib/api-client';

/** A year of a chain takes minutes; who tires of it stops it. */
const MOST_MS = 1_800_000;

export type ReplayLine = Schemas['ReplayLineDto'];

/** What past sales would have cost, line by line as the server gets on. @throws ApiError, or an AbortError where it was given up */
export async function* replayed(body: Schemas['PriceReplayDto'], signal: AbortSignal): AsyncGenerator<ReplayLine> {
  const response = await apiFetch(
    '/api/pricing/replay',
    { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body), signal },
    MOST_MS,
  );
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  while (reader) {
    const { done, value } = await reader.read();
    if (done) return;
    const lines = (text + value).split('\n');
    text = lines.pop() ?? '';
    for (const line of lines) yield JSON.parse(line) as ReplayLine;
  }
}
