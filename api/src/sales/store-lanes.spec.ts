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
});
