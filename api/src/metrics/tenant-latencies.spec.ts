import { TenantLatencies } from './tenant-latencies';

describe('latencies by tenant', () => {
  it('tell the busiest tenants, and what 99 of 100 of their requests stayed below', () => {
    const latencies = new TenantLatencies();
    for (let index = 0; index < 99; index++) latencies.record('busy', 0.004);
    latencies.record('busy', 0.9);
    for (let index = 0; index < 10; index++) latencies.record('slow', 0.4);
    latencies.record('quiet', 60);
    expect(latencies.busiest(2)).toEqual([
      { tenant: 'busy', requests: 100, p99: 0.005 },
      { tenant: 'slow', requests: 10, p99: 0.5 },
    ]);
    expect(latencies.busiest(3)[2]).toEqual({ tenant: 'quiet', requests: 1, p99: 30 });
  });

  it('forget what is longer ago than two minutes', () => {
    const latencies = new TenantLatencies();
    const now = Date.now();
    latencies.record('a', 0.01, now);
    expect(latencies.busiest(1, now + 61_000)).toHaveLength(1);
    expect(latencies.busiest(1, now + 122_000)).toEqual([]);
  });
});
