import { useEffect, useRef } from 'react';
import type { Schemas } from '../lib/api-client';

/** What a customer sees of a sale while it is rung up. */
export interface ShownSale {
  organizationName: string;
  currency: string;
  lines: { name: string; detail: string; amountCents: number; discounts: { name: string; amountCents: number }[] }[];
  /** Deposits, empties and taxes, as the receipt will have them. */
  sums: { name: string; amountCents: number }[];
  totalCents: number;
  /** Offers that a few more bottles would reach, in words. */
  hints: string[];
  /** Once it is paid; null before. */
  changeCents: number | null;
  /** What goes back otherwise than in coins. */
  backs: { type: Exclude<Schemas['PaidTenderDto']['type'], 'cash' | 'exchange'>; amountCents: number }[];
}

/** From the till to the displays there are, and back that one has opened. Windows of one browser hear each other, and nobody else. */
const CHANNEL = 'customer-display.1';
type Message = { kind: 'hello' } | { kind: 'sale'; sale: ShownSale | null };

/** Shows a sale on whatever display is open; nothing where none is. */
export function useShowToCustomer(sale: ShownSale): void {
  const channel = useRef<BroadcastChannel>(undefined);
  const latest = useRef(sale);
  latest.current = sale;
  const text = JSON.stringify(sale);
  useEffect(() => {
    const opened = new BroadcastChannel(CHANNEL);
    const show = (shown: ShownSale | null) => opened.postMessage({ kind: 'sale', sale: shown } satisfies Message);
    opened.onmessage = ({ data }: MessageEvent<Message>) => data.kind === 'hello' && show(latest.current);
    channel.current = opened;
    // A window that is closed runs nothing of what follows.
    const leave = () => show(null);
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      leave();
      opened.close();
      channel.current = undefined;
    };
  }, []);
  useEffect(() => {
    channel.current?.postMessage({ kind: 'sale', sale: JSON.parse(text) as ShownSale } satisfies Message);
  }, [text]);
}

/** Hears what the till shows. @param onSale null where no till is open */
export function listenToTill(onSale: (sale: ShownSale | null) => void): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = ({ data }: MessageEvent<Message>) => {
    if (data.kind !== 'sale') return;
    onSale(data.sale);
    // Another till may stand in another tab still.
    if (data.sale === null) channel.postMessage({ kind: 'hello' } satisfies Message);
  };
  channel.postMessage({ kind: 'hello' } satisfies Message);
  return () => channel.close();
}
