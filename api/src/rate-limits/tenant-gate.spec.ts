import { TenantGate } from './tenant-gate';

describe('the gate of a tenant', () => {
  it('lets so many work at once, the next as one leaves, in their order, and holds nobody else up', async () => {
    const gate = new TenantGate(2);
    const order: string[] = [];
    const enter = (id: string, name: string) => gate.enter(id).then(() => order.push(name));
    await Promise.all([enter('a', '1'), enter('a', '2')]);
    const [third, fourth] = [enter('a', '3'), enter('a', '4')];
    await enter('b', 'other');
    expect(order).toEqual(['1', '2', 'other']);
    gate.leave('a');
    await third;
    gate.leave('a');
    await fourth;
    expect(order).toEqual(['1', '2', 'other', '3', '4']);
    for (let left = 0; left < 2; left++) gate.leave('a');
    gate.leave('b');
    expect(gate.size).toBe(0);
  });

  it('refuses whose turn does not come in time, who then takes no place', async () => {
    jest.useFakeTimers();
    try {
      const gate = new TenantGate(1);
      await gate.enter('a');
      const refused = expect(gate.enter('a')).rejects.toMatchObject({ code: 'database_unavailable' });
      await jest.advanceTimersByTimeAsync(11_000);
      await refused;
      gate.leave('a');
      expect(gate.size).toBe(0);
    } finally {
      jest.useRealTimers();
    }
  });
});
