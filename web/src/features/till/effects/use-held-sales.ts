import { useEffect } from 'react';
import type { Schemas } from '../../../lib/api-client';
import { isRefusal, OFFLINE, problemOf } from '../../../lib/problem';
import { readStoredList } from '../../../lib/stored';
import { newUuid } from '../../../lib/uuid';
import { type Holding, type TakenUp, useHeldOnServer } from '../api/held-sales';
import { type HeldSale, useHeldHere } from '../held-here';
import type { OpenSale } from '../machine/open-sale';

/** A sale put aside, as the list of them shows it. */
export interface HeldEntry {
  id: string;
  name: string;
  summary: string;
  heldAt: string;
  heldBy: string;
  totalCents: number;
  attempted: boolean;
}

interface Aside {
  name: string;
  heldBy: string;
  totalCents: number;
  request: Schemas['QuoteDto'];
}

const AGAIN_MS = 20_000;

/** Sales put aside for any register of the store; while the server does not answer they stay on this till, and go there when it does. */
export function useHeldSales(organizationId: string, registerId: string) {
  const server = useHeldOnServer(registerId);
  const here = useHeldHere(organizationId);
  const taking = takingOf(registerId);
  const elsewhere = new Set(server.held.map(({ saleId }) => saleId));
  const held: HeldEntry[] = [
    ...here.held.filter(({ id }) => !elsewhere.has(id)).map(entryOf),
    ...taking.read().filter(({ id }) => !server.held.some((sale) => sale.id === id)),
    ...server.held.map((sale) => ({ ...sale, heldBy: sale.heldBy.name })),
  ];
  const { hold: holdThere } = server;
  const { held: kept, take: takeHere, keep: keepHere } = here;
  useEffect(() => {
    // What was kept here without an answer may be there already: sent again under its own id it is that one, whatever became of it since.
    const send = async () => {
      for (const sale of kept) {
        if (!sale.holding) continue;
        const settle = await isTaken(holdThere(sale.holding)).then(
          (taken) => (taken ? takeHere : keepHere),
          () => undefined,
        );
        settle?.(sale.id);
      }
    };
    const timer = setInterval(() => void send(), AGAIN_MS);
    return () => clearInterval(timer);
  }, [kept, holdThere, takeHere, keepHere]);
  return {
    held,
    async hold(sale: OpenSale, { name, heldBy, totalCents, request }: Aside): Promise<void> {
      const { id: saleId, attempted = false } = sale;
      const holding: Holding = { id: newUuid(), name, saleId, basket: request, totalCents, attempted };
      try {
        await server.hold(holding);
      } catch (error) {
        if (problemOf(error) !== OFFLINE) throw error;
        here.hold({ ...sale, name, holding, heldAt: new Date().toISOString(), heldBy, totalCents });
      }
    },
    /** @throws ApiError `already_recalled` where another was faster, and where the server does not answer */
    async take(id: string): Promise<TakenUp> {
      const kept = here.held.find((sale) => sale.id === id);
      if (!kept) return takeThere(id);
      const { holding } = kept;
      try {
        if (holding && (await isTaken(server.hold(holding)))) {
          here.take(id);
          return await takeThere(holding.id);
        }
      } catch (error) {
        // Without an answer it is this till's, which has had it all along.
        if (problemOf(error) !== OFFLINE) throw error;
      }
      here.take(id);
      const { name: _name, holding: _holding, heldAt: _at, heldBy: _by, totalCents: _total, ...sale } = kept;
      return { sale, gone: 0 };
    },
  };

  /** The answer may be lost when it is this register's already: until one has come it stays in the list, to be asked for again. */
  async function takeThere(id: string): Promise<TakenUp> {
    const entry = held.find((one) => one.id === id);
    if (entry) taking.add(entry);
    try {
      const taken = await server.take(id);
      taking.remove(id);
      return taken;
    } catch (error) {
      if (isRefusal(problemOf(error))) taking.remove(id);
      throw error;
    }
  }
}

/** Whether the server takes a sale; one that names what has gone since it does not, and its customer comes back all the same. */
function isTaken(held: Promise<unknown>): Promise<boolean> {
  return held.then(
    () => true,
    (error: unknown) => {
      if (isRefusal(problemOf(error))) return false;
      throw error;
    },
  );
}

function entryOf(sale: HeldSale): HeldEntry {
  return {
    id: sale.id,
    name: sale.name ?? '',
    summary: [
      ...sale.basket.map(({ product, quantity }) => `${quantity} × ${product.name}`),
      ...(sale.giftCards ?? []).map(() => '1 × Gift card'),
      ...(sale.accountPayments ?? []).map(({ name }) => name),
    ].join(', '),
    heldAt: sale.heldAt,
    heldBy: sale.heldBy,
    totalCents: sale.totalCents,
    attempted: sale.attempted ?? false,
  };
}

/** Sales that were asked for and whose answer did not come, kept over a reload. */
function takingOf(registerId: string) {
  const key = `till.taking.1.${registerId}`;
  const read = () => readStoredList<HeldEntry>(localStorage.getItem(key), ({ id }) => typeof id === 'string');
  const write = (entries: readonly HeldEntry[]) => localStorage.setItem(key, JSON.stringify(entries));
  return {
    read,
    add: (entry: HeldEntry) => write([...read().filter(({ id }) => id !== entry.id), entry]),
    remove: (id: string) => write(read().filter((one) => one.id !== id)),
  };
}
