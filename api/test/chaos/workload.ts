import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { pick } from './seeded-random';

/** Where requests can go; a process that was killed has another address when it is back. */
export interface Targets {
  urls(): string[];
}

export interface ChaosOrganization {
  id: string;
  token: string;
  productIds: string[];
  registerIds: string[];
}

/** What was acknowledged, and how it went. */
export class Record {
  readonly sales: string[] = [];
  readonly users = new Map<string, 'there' | 'gone'>();
  readonly counts = new Map<string, number>();
  /** What nobody should ever be answered. */
  readonly wrong: string[] = [];

  count(what: string, times = 1): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + times);
  }
}

interface Answer {
  status: number;
  body: { code?: string; id?: string; lines?: { giftCard?: { code?: string } }[] } & { [key: string]: unknown };
  /** How often it was asked before. */
  retries: number;
}

const PAUSE_MS = 50;
const UNANSWERED_MS = 30_000;
const PRICE_CENTS = 713;

/** One till that never gives up: it asks with the same ids until it is told. */
export class Till {
  private numbered = 0;
  private readonly soldHere: string[] = [];
  private readonly cards: { code: string; leftCents: number }[] = [];

  constructor(
    private readonly name: string,
    private readonly organization: ChaosOrganization,
    private readonly targets: Targets,
    private readonly record: Record,
    private readonly random: () => number,
  ) {}

  async workUntil(isOver: () => boolean): Promise<void> {
    while (!isOver()) await this.step();
  }

  private async step(): Promise<void> {
    const roll = this.random();
    if (roll < 0.55) await this.sell();
    else if (roll < 0.66) await this.takeBack();
    else if (roll < 0.74) await this.sellCard();
    else if (roll < 0.82) await this.redeemCard();
    else if (roll < 0.9) await this.adjust();
    else if (roll < 0.95) await this.shift();
    else await this.user();
  }

  private async sell(): Promise<void> {
    const quantity = 1 + Math.floor(this.random() * 3);
    const lines = [{ productId: pick(this.random, this.organization.productIds), packId: 'bottle', quantity }];
    await this.sale(lines, [{ type: 'cash', amountCents: PRICE_CENTS * quantity }]);
  }

  private async sale(lines: object[], tenders: object[]): Promise<Answer> {
    const id = this.id();
    const registerId = pick(this.random, this.organization.registerIds);
    const answer = await this.ask('POST', '/sales', { id, registerId, lines, tenders });
    if (answer.status === 201 || answer.status === 200) {
      this.record.sales.push(`${this.organization.id} ${id}`);
      this.soldHere.push(id);
      if (answer.status === 200) this.record.count('sale answered as made before');
    } else this.unexpected('sale', answer, ['insufficient_balance', 'shift_closed']);
    return answer;
  }

  private async takeBack(): Promise<void> {
    const sold = this.soldHere.pop();
    if (!sold) return;
    const body = { id: this.id(), lines: [{ line: 0, quantity: 1 }] };
    const answer = await this.ask('POST', `/sales/${sold}/returns`, body);
    if (answer.status === 200 || answer.status === 201) this.record.sales.push(`${this.organization.id} ${body.id}`);
    else
      this.unexpected('return', answer, [
        'nothing_to_return',
        'gift_card_spent',
        'return_exceeds_sale',
        'not_returnable',
      ]);
  }

  private async sellCard(): Promise<void> {
    const answer = await this.sale([{ giftCard: { amountCents: 2000 } }], [{ type: 'cash', amountCents: 2000 }]);
    const code = answer.body.lines?.[0]?.giftCard?.code;
    this.soldHere.pop();
    if (code) this.cards.push({ code, leftCents: 2000 });
  }

  private async redeemCard(): Promise<void> {
    const card = this.cards.at(-1);
    if (!card) return;
    if (card.leftCents < PRICE_CENTS) {
      this.cards.pop();
      return;
    }
    const lines = [{ productId: pick(this.random, this.organization.productIds), packId: 'bottle', quantity: 1 }];
    const { status } = await this.sale(lines, [{ type: 'gift_card', code: card.code, amountCents: PRICE_CENTS }]);
    if (status < 300) {
      card.leftCents -= PRICE_CENTS;
      // It stays sold: what is given back would go onto the card again.
      this.soldHere.pop();
    }
    const { body } = await this.ask('GET', `/gift-cards/${card.code}`);
    // It is this till's alone: what it says is what was paid with it.
    if (body['balanceCents'] !== card.leftCents) {
      this.record.wrong.push(`${this.name}: a card has ${String(body['balanceCents'])} instead of ${card.leftCents}`);
    }
  }

  private async adjust(): Promise<void> {
    const productId = pick(this.random, this.organization.productIds);
    const body = { productId, units: 1 + Math.floor(this.random() * 5), reason: 'count' };
    const answer = await this.ask('POST', '/inventory/adjustments', body, { 'idempotency-key': this.id() });
    this.unexpected('adjustment', answer, []);
  }

  /** Counts a register's drawer and closes it; the next sale opens it again. */
  private async shift(): Promise<void> {
    const registerId = pick(this.random, this.organization.registerIds);
    const opened = await this.ask('POST', `/registers/${registerId}/shifts`, {
      id: this.id(),
      openingCount: { cents: 10_000 },
    });
    this.unexpected('shift', opened, ['shift_open']);
    const { body } = await this.ask('GET', `/shifts?registerId=${registerId}&status=open`);
    const [open] = (body['items'] ?? []) as { id: string; expected: { tender: string }[] | null }[];
    if (!open) return;
    const counted = (open.expected ?? [{ tender: 'cash' }]).map(({ tender }) => ({ tender, count: { cents: 10_000 } }));
    const closed = await this.ask('POST', `/shifts/${open.id}/close`, { counted, reason: 'chaos' });
    this.unexpected('close', closed, ['shift_closed']);
  }

  private async user(): Promise<void> {
    const email = `${this.id()}@chaos.example`;
    const body = { email, name: 'Uma', role: 'cashier', password: 'a-chaos-password-7' };
    const made = await this.ask('POST', '/users', body, { 'idempotency-key': this.id() });
    this.unexpected('user', made, []);
    if (made.status >= 300 || !made.body.id) return;
    this.record.users.set(email, 'there');
    if (this.random() < 0.4) return;
    const gone = await this.ask('DELETE', `/users/${made.body.id}`);
    // Deleted, and the answer lost: the second asking finds nobody.
    this.unexpected('deletion', gone, gone.retries > 0 ? ['user_not_found'] : []);
    this.record.users.set(email, 'gone');
  }

  private unexpected(what: string, { status, body }: Answer, expected: readonly string[]): void {
    this.record.count(status < 300 ? what : `${what} refused (${body.code})`);
    if (status >= 300 && !expected.includes(String(body.code))) {
      this.record.wrong.push(`${this.name}: ${what} was answered ${status} ${body.code}: ${String(body['detail'])}`);
    }
  }

  /** Until somebody answers; what is in the way of that is nobody's last word. */
  private async ask(
    method: string,
    path: string,
    body?: object,
    headers: { [name: string]: string } = {},
  ): Promise<Answer> {
    for (let retries = 0; ; retries++) {
      const url = pick(this.random, this.targets.urls());
      try {
        const response = await fetch(`${url}/api${path}`, {
          method,
          signal: AbortSignal.timeout(UNANSWERED_MS),
          headers: {
            authorization: `Bearer ${this.organization.token}`,
            ...(body && { 'content-type': 'application/json' }),
            ...headers,
          },
          ...(body && { body: JSON.stringify(body) }),
        });
        const answer = (await response.json()) as Answer['body'];
        const { status } = response;
        if (status < 500 && status !== 429) return { status, body: answer, retries };
        this.record.count(`asked again after ${status}`);
        if (status !== 503 || response.headers.get('retry-after') === null) {
          this.record.wrong.push(`${this.name}: ${method} ${path} was answered ${status} ${answer.code}`);
        }
      } catch {
        this.record.count('asked again after no answer');
      }
      await delay(PAUSE_MS);
    }
  }

  /** A UUID, the same one for a seed. */
  private id(): string {
    const hash = createHash('sha256')
      .update(`${this.name} ${this.numbered++} ${this.random()}`)
      .digest('hex');
    return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-4${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
  }
}
