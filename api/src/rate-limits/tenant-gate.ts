import { databaseUnavailable } from '../errors/domain-error';

const LONGEST_WAIT_MS = 10_000;
const MOST_WAITING = 1_000;

interface Tenant {
  working: number;
  waiting: (() => void)[];
}

/** Lets so many requests of one tenant work at once, and the others in as those end: nobody's rush takes the connections and the time of everybody else. */
export class TenantGate {
  private readonly tenants = new Map<string, Tenant>();

  constructor(private readonly most: number) {}

  /** `leave` must follow. @throws DomainError `database_unavailable` when its turn did not come in time */
  async enter(id: string): Promise<void> {
    const tenant = this.tenants.get(id) ?? { working: 0, waiting: [] };
    this.tenants.set(id, tenant);
    if (tenant.working < this.most) {
      tenant.working++;
      return;
    }
    if (tenant.waiting.length >= MOST_WAITING) throw tooMuch();
    await new Promise<void>((resolve, reject) => {
      const givenUp = setTimeout(() => {
        tenant.waiting.splice(tenant.waiting.indexOf(turn), 1);
        reject(tooMuch());
      }, LONGEST_WAIT_MS);
      const turn = () => {
        clearTimeout(givenUp);
        resolve();
      };
      tenant.waiting.push(turn);
    });
  }

  leave(id: string): void {
    const tenant = this.tenants.get(id);
    if (!tenant) return;
    const next = tenant.waiting.shift();
    // Whose turn it is takes the place of who leaves.
    if (next) next();
    else if (--tenant.working === 0) this.tenants.delete(id);
  }

  get size(): number {
    return this.tenants.size;
  }
}

function tooMuch() {
  return databaseUnavailable('Your organization asks for more than is done at once. Try again with the same ids.');
}
