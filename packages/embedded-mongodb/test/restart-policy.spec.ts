import { LineAMinute, Patience, RestartPauses } from '../src/restart-policy';

describe('a server that ends again and again', () => {
  it('is started again ever later, up to every 30 s, and always', () => {
    const pauses = new RestartPauses();
    const waited = Array.from({ length: 1_000 }, () => pauses.next(1_000));
    expect(waited.slice(0, 10)).toEqual([200, 400, 800, 1600, 3200, 6400, 12_800, 25_600, 30_000, 30_000]);
    expect(Math.max(...waited)).toBe(30_000);
    expect(pauses.next(60_000)).toBe(200);
    expect(pauses.next(1_000)).toBe(400);
  });

  it('is spoken of once a minute', () => {
    const line = new LineAMinute();
    expect([0, 1_000, 30_000, 59_999, 60_000, 61_000, 120_000].map((now) => line.due(now))).toEqual([
      1,
      undefined,
      undefined,
      undefined,
      4,
      undefined,
      2,
    ]);
  });
});

describe('a server that runs and is of no use', () => {
  it('is ended after 10 s of nothing but errors', () => {
    const patience = new Patience();
    expect(patience.isOver('errors', 0)).toBe(false);
    expect(patience.isOver('errors', 9_999)).toBe(false);
    expect(patience.isOver('errors', 10_000)).toBe(true);
  });

  it('is left alone when it comes back in between, and for 20 s of silence', () => {
    const patience = new Patience();
    patience.isOver('errors', 0);
    patience.isOver('well', 9_000);
    expect(patience.isOver('errors', 10_000)).toBe(false);
    patience.isOver('well', 11_000);
    expect(patience.isOver('silent', 12_000)).toBe(false);
    expect(patience.isOver('silent', 31_999)).toBe(false);
    expect(patience.isOver('silent', 32_000)).toBe(true);
  });
});
