import { type BusinessDate, instantOf } from '@liquor-pos/domain/time/business-date';
import { localTime } from '@liquor-pos/domain/time/zoned-time';
import { v5 as uuidV5 } from 'uuid';
import type { Actor } from '../access/actor';
import type { ProductDto } from '../products/dto/product.dto';
import { CheckoutService } from '../sales/checkout';
import { SalesService } from '../sales/sales.service';
import { DrawerService } from '../shifts/drawer.service';
import { ShiftsService } from '../shifts/shifts.service';
import type { ResolveService } from '../tenancy/tenant-scope';
import type { DemoDeliveries } from './demo-deliveries';

export const DEMO_TIMEZONE = 'America/Chicago';
/** The ids of a day's sales derive from it, so that a start that was interrupted goes on without selling twice. */
const NAMESPACE = '5b1a8f52-0f0e-4f0a-8f4e-0f6f0d1c9a11';
const DAY_MS = 24 * 60 * 60_000;
/** Sales on each weekday, Sunday first. */
const SALES_OF_DAY = [6, 5, 5, 6, 7, 10, 11];
/** How busy each hour is, from ten in the morning. */
const BUSY_HOURS = [1, 2, 3, 2, 2, 3, 5, 8, 8, 6, 5, 3];
const OPENS_AT_HOUR = 10;
const DELIVERED_AT_HOUR = 9;
/** A till's clock may be off by five minutes; what is older is history. */
const HISTORY_BEGINS_MS = 6 * 60_000;
const NOTES_CENTS = [500, 1000, 2000, 5000, 10_000];

interface History {
  days: number;
  now: Date;
  /** Who stood at the till, by turns. */
  cashiers: readonly Actor[];
  /** The most popular first. */
  products: readonly ProductDto[];
  deliveries: DemoDeliveries;
  /** Who counts the drawer before today. */
  manager: Actor;
}

/** Plausible sales and deliveries of the days up to now, each made by the checkout as the till makes it. The same for the same days. */
export async function sellDemoHistory(
  resolve: ResolveService,
  { days, now, cashiers, products, deliveries, manager }: History,
): Promise<void> {
  const checkout = await resolve(CheckoutService);
  const sales = await resolve(SalesService);
  for (let ago = days; ago >= 0 && days > 0; ago--) {
    const { date } = localTime(new Date(now.getTime() - ago * DAY_MS), DEMO_TIMEZONE);
    const chance = chanceOf(date);
    if (ago === 0) await countTheDrawers(resolve, manager);
    const morning = instantOf(date, DELIVERED_AT_HOUR, 0, DEMO_TIMEZONE);
    if (morning < now) await deliveries.on(date, morning);
    for (const [number, at] of timesOf(date, chance).entries()) {
      if (now.getTime() - at.getTime() < HISTORY_BEGINS_MS) continue;
      const lines = basketFrom(products, chance);
      for (const { productId, quantity } of lines) deliveries.took(productId, quantity);
      const cashier = cashiers[Math.floor(chance() * cashiers.length)];
      if (!cashier) throw new Error('nobody stands at the till');
      const { cashTotalCents, totalCents } = await sales.quote(cashier, { lines }, at);
      const byCard = chance() < 0.55;
      const tender = byCard
        ? { type: 'card' as const, amountCents: totalCents }
        : { type: 'cash' as const, amountCents: handedOver(cashTotalCents, chance) };
      await checkout.sell(cashier, {
        id: uuidV5(`${date}/${number}`, NAMESPACE),
        lines,
        at,
        tenders: [tender],
        ageCheck: { method: 'birth_date', birthDate: '1980-01-31' },
      });
    }
  }
}

/** What was sold before today is counted and brought to the bank: what is in the drawer then is what today's report says. */
async function countTheDrawers(resolve: ResolveService, manager: Actor): Promise<void> {
  const shifts = await resolve(ShiftsService);
  const drawers = await resolve(DrawerService);
  const { items } = await shifts.list(manager, { status: 'open', limit: 10 });
  for (const { id } of items) {
    const { expected } = await shifts.x(manager, id);
    const counted = expected.map(({ tender, cents }) => ({ tender, count: { cents } }));
    await drawers.close(manager, id, { counted, leftCents: 0 });
  }
}

function timesOf(date: BusinessDate, chance: () => number): Date[] {
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  const count = (SALES_OF_DAY[weekday] ?? 0) + Math.floor(chance() * 3);
  const minutes = Array.from({ length: count }, () => {
    const hour = OPENS_AT_HOUR + pick(BUSY_HOURS, chance);
    return hour * 60 + Math.floor(chance() * 60);
  });
  return minutes
    .sort((a, b) => a - b)
    .map((minute) => instantOf(date, Math.floor(minute / 60), minute % 60, DEMO_TIMEZONE));
}

function basketFrom(products: readonly ProductDto[], chance: () => number) {
  const lines = new Map<string, { productId: string; packId: string; quantity: number }>();
  for (let more = 1 + Math.floor(chance() ** 2 * 4); more > 0; more--) {
    // The square makes what stands first many times as likely as what stands last.
    const product = products[Math.floor(chance() ** 2 * products.length)];
    const pack = product?.packs[0];
    if (product && pack) {
      const quantity = chance() < 0.8 ? 1 : 2 + Math.floor(chance() * 3);
      lines.set(product.id, { productId: product.id, packId: pack.id, quantity });
    }
  }
  return [...lines.values()];
}

/** The exact sum, or the next that notes make. */
function handedOver(dueCents: number, chance: () => number): number {
  if (chance() < 0.3) return dueCents;
  const note = NOTES_CENTS[Math.floor(chance() * 3)] ?? 500;
  return Math.ceil(dueCents / note) * note;
}

/** An index, as likely as its weight. */
function pick(weights: readonly number[], chance: () => number): number {
  let left = chance() * weights.reduce((sum, weight) => sum + weight, 0);
  return Math.max(
    weights.findIndex((weight) => {
      left -= weight;
      return left < 0;
    }),
    0,
  );
}

/** Numbers from 0 to 1 that look random and are the same for the same day (mulberry32). */
function chanceOf(date: BusinessDate): () => number {
  let state = Number(date.replaceAll('-', ''));
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
