import { StoreLanes } from './store-lanes';

describe('a store’s lane', () => {
  it('runs one at a time, in order, whatever fails, and lanes beside it go on', async () => {
    const lanes = new StoreLanes();
    const events: string[] = [];
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const first = lanes.run('a', async () => {
      events.push('first begins');
      await held;
      events.push('first fails');
      throw new Error('refused');
    });
    const second = lanes.run('a', async () => events.push('second'));
    await lanes.run('b', async () => events.push('beside'));
    release();
    await expect(first).rejects.toThrow('refused');
    await second;
    expect(events).toEqual(['first begins', 'beside', 'first fails', 'second']);
    expect(lanes.size).toBe(0);
  });

  it('gives up who waits too long, and never begins it afterwards', async () => {
    jest.useFakeTimers();
    try {
      const lanes = new StoreLanes();
      let release: () => void = () => undefined;
      const first = lanes.run(
        'a',
        () =>
          new Promise<void>((resolve) => {
            release = resolve;
          }),
      );
      const work = jest.fn(async () => 'sold');
      const second = lanes.run('a', work);
      const refused = expect(second).rejects.toMatchObject({ kind: 'unavailable', code: 'database_unavailable' });
      await jest.advanceTimersByTimeAsync(10_000);
      await refused;
      release();
      await first;
      await expect(lanes.run('a', async () => 'next')).resolves.toBe('next');
      expect(work).not.toHaveBeenCalled();
      expect(lanes.size).toBe(0);
    } finally {
      jest.useRealTimers();
    }
  });
});
