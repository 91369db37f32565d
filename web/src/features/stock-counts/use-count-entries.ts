import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { keys } from '../../domain/keys';
import { ApiError, problemOf } from '../../lib/problem';
import { sendEntries } from './api/stock-counts';
import {
  changeKept,
  entriesToSend,
  keptEntries,
  MOST_IN_ONE_CALL,
  newEntry,
  type UnsentEntry,
  unsentUnits,
  whenKeptElsewhere,
} from './unsent-entries';

/** What the server said of a product, and when. Others count too: of two sayings the later one holds. */
interface Acknowledged {
  units: number;
  at: number;
}

const AGAIN_MS = 3_000;

/** What is seen, on its way to the server: kept first, sent in the order it was seen, again and again until it is acknowledged. */
export function useCountEntries(countId: string) {
  const queries = useQueryClient();
  const [unsent, setUnsent] = useState<readonly UnsentEntry[]>(() => keptEntries(countId));
  const [acknowledged, setAcknowledged] = useState<ReadonlyMap<string, Acknowledged>>(new Map());
  const [refused, setRefused] = useState<unknown>();
  const now = useRef(unsent);
  const sending = useRef<Promise<void>>(undefined);
  /** While the count is read to be set to a total, nothing is sent that it would have or have not. */
  const held = useRef(false);
  const show = (kept: readonly UnsentEntry[]) => {
    now.current = kept;
    setUnsent(kept);
  };
  const set = (change: (kept: readonly UnsentEntry[]) => readonly UnsentEntry[]) => show(changeKept(countId, change));
  const send = (): void => {
    if (sending.current || held.current || now.current.length === 0) return;
    sending.current = sendBatch().then((taken) => {
      sending.current = undefined;
      if (taken) send();
    });
  };
  /** @returns whether the server took it */
  const sendBatch = async (): Promise<boolean> => {
    const batch = now.current.slice(0, MOST_IN_ONE_CALL);
    const sent = new Set(batch.map(({ id }) => id));
    try {
      const { seen } = await sendEntries(countId, entriesToSend(batch, Date.now()));
      const at = Date.now();
      setAcknowledged(
        (known) =>
          new Map([...known, ...seen.map(({ productId, countedUnits: units }) => [productId, { units, at }] as const)]),
      );
      set((kept) => kept.filter(({ id }) => !sent.has(id)));
      setRefused(undefined);
      // A list that was asked for before this answer must not come after it.
      await queries.cancelQueries({ queryKey: keys.stockCounts });
      void queries.invalidateQueries({ queryKey: keys.stockCounts });
      return true;
    } catch (error) {
      // No answer is waited out; a refusal stays a refusal, and is shown.
      if (error instanceof ApiError && error.problem.status < 500) setRefused(error);
      // Its review has begun elsewhere: the page shows that, and keeps what was seen here.
      if (problemOf(error).code === 'count_is_over') void queries.invalidateQueries({ queryKey: keys.stockCounts });
      return false;
    }
  };
  const add = (productId: string, units: number): void => {
    if (units === 0) return;
    set((kept) => [...kept, newEntry(productId, units, Date.now())]);
    send();
  };
  const latest = useRef(send);
  latest.current = send;
  // What another tab keeps or has sent: the count is one, in however many tabs it stands open.
  useEffect(() => {
    return whenKeptElsewhere(() => {
      now.current = keptEntries(countId);
      setUnsent(now.current);
    });
  }, [countId]);
  useEffect(() => {
    const again = () => latest.current();
    again();
    const timer = setInterval(again, AGAIN_MS);
    window.addEventListener('online', again);
    return () => {
      clearInterval(timer);
      window.removeEventListener('online', again);
    };
  }, []);
  return {
    unsent,
    refused,
    /** Units of a product in the whole count: as the list had it, or the answer to what was sent since, and what is not sent yet. */
    countedOf: (productId: string, listed: Acknowledged) => {
      const answered = acknowledged.get(productId);
      const latest = answered && answered.at > listed.at ? answered : listed;
      return latest.units + unsentUnits(unsent, productId);
    },
    add,
    /**
     * Makes the whole count of a product what somebody says it is, with what others have seen meanwhile.
     * @param read what the server has of it now; undefined without an answer
     * @param shown what stood there when it was typed over
     */
    setTotal: async (productId: string, units: number, read: () => Promise<number | undefined>, shown: number) => {
      held.current = true;
      await sending.current;
      const listed = await read().catch(() => undefined);
      held.current = false;
      add(productId, units - (listed === undefined ? shown : listed + unsentUnits(now.current, productId)));
      send();
    },
    /** What the server refuses can never be sent. */
    forget: () => {
      set(() => []);
      setRefused(undefined);
    },
  };
}
