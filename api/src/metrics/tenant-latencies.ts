/** Upper bounds in seconds; what took longer counts in the last. */
const BOUNDS = [0.005, 0.01, 0.02, 0.035, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.5, 0.75, 1, 2, 5, 10, 30];
const PERCENTILE = 0.99;
const WINDOW_MS = 60_000;
const MOST_TENANTS = 10_000;

export interface TenantLatency {
  tenant: string;
  requests: number;
  /** The bound that 99 of 100 requests stayed below, in seconds. */
  p99: number;
}

/** How long requests took, by tenant, in the last one to two minutes. Bounded, whatever number of tenants there is. */
export class TenantLatencies {
  private current = new Map<string, Uint32Array>();
  private earlier = new Map<string, Uint32Array>();
  private since = Date.now();

  record(tenant: string, seconds: number, now = Date.now()): void {
    this.turn(now);
    let counts = this.current.get(tenant);
    if (!counts) {
      if (this.current.size >= MOST_TENANTS) return;
      counts = new Uint32Array(BOUNDS.length);
      this.current.set(tenant, counts);
    }
    const found = BOUNDS.findIndex((bound) => seconds <= bound);
    const place = found < 0 ? BOUNDS.length - 1 : found;
    counts[place] = (counts[place] ?? 0) + 1;
  }

  /** Those with the most requests, the busiest first. */
  busiest(most: number, now = Date.now()): TenantLatency[] {
    this.turn(now);
    const tenants = new Set([...this.current.keys(), ...this.earlier.keys()]);
    return [...tenants]
      .map((tenant) => latencyOf(tenant, [this.current.get(tenant), this.earlier.get(tenant)]))
      .sort((a, b) => b.requests - a.requests)
      .slice(0, most);
  }

  private turn(now: number): void {
    if (now - this.since < WINDOW_MS) return;
    this.earlier = now - this.since < 2 * WINDOW_MS ? this.current : new Map();
    this.current = new Map();
    this.since = now;
  }
}

function latencyOf(tenant: string, counted: (Uint32Array | undefined)[]): TenantLatency {
  const counts = BOUNDS.map((_, place) => counted.reduce((sum, one) => sum + (one?.[place] ?? 0), 0));
  const requests = counts.reduce((sum, count) => sum + count, 0);
  let seen = 0;
  const place = counts.findIndex((count) => {
    seen += count;
    return seen >= requests * PERCENTILE;
  });
  return { tenant, requests, p99: BOUNDS[place] ?? 0 };
}
