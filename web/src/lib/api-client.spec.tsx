import { describe, expect, it } from 'vitest';
import { answered, apiFetch } from './api-client';
import { OFFLINE } from './problem';

const failed = (status: number, body: string) => new Response(body, { status, statusText: 'Said by a proxy' });

describe('an answer that is none of the API’s', () => {
  it('is no answer where a server failed, for what was sent may have come through', async () => {
    const response = failed(502, '<html>Bad gateway</html>');
    await expect(answered(Promise.resolve({ error: '<html>', response }))).rejects.toMatchObject({ problem: OFFLINE });
  });

  it('is so for files, too, and told by its status otherwise', async () => {
    const { fetch } = globalThis;
    try {
      globalThis.fetch = () => Promise.resolve(failed(504, 'Gateway timeout'));
      await expect(apiFetch('http://localhost/api/products.csv')).rejects.toMatchObject({ problem: OFFLINE });
      globalThis.fetch = () => Promise.resolve(failed(413, 'Too large'));
      const refused = { status: 413, code: 'unexpected', detail: 'Said by a proxy' };
      await expect(apiFetch('http://localhost/api/products.csv')).rejects.toMatchObject({ problem: refused });
    } finally {
      globalThis.fetch = fetch;
    }
  });
});
