import { useEffect } from 'react';
import { apiFetch } from '../lib/api-client';
import { isRefusal, problemOf } from '../lib/problem';
import { readStoredList } from '../lib/stored';
import { newUuid } from '../lib/uuid';

/** Something that has happened at the till and must be known, whether the network is there or not. */
interface TillRecord {
  key: string;
  path: '/api/refusals' | '/api/sales/cleared' | `/api/sales/${string}/reprints`;
  body: object;
}

const AGAIN_MS = 30_000;
/** Older ones are let go: a till that is offline for ever must not fill its browser. */
const MOST_KEPT = 500;

const keyOf = (userId: string) => `till.records.1.${userId}`;
const read = (userId: string) =>
  readStoredList<TillRecord>(localStorage.getItem(keyOf(userId)), ({ path, body }) => Boolean(path && body));
const write = (userId: string, records: readonly TillRecord[]) =>
  localStorage.setItem(keyOf(userId), JSON.stringify(records.slice(-MOST_KEPT)));

const sending = new Set<string>();

/** Keeps a record until the server has it; its own id makes it one, however often it is sent. */
export function record(userId: string, path: TillRecord['path'], body: object): void {
  write(userId, [...read(userId), { key: newUuid(), path, body }]);
  void send(userId);
}

/** That a receipt is printed again; nothing waits until that is recorded. */
export function recordReprint(userId: string, saleId: string, registerId: string | undefined): void {
  record(userId, `/api/sales/${saleId}/reprints`, { id: newUuid(), ...(registerId && { registerId }) });
}

async function send(userId: string): Promise<void> {
  if (sending.has(userId)) return;
  sending.add(userId);
  try {
    for (let [next] = read(userId); next; [next] = read(userId)) {
      if (!(await isSettled(next))) return;
      const { key } = next;
      write(
        userId,
        read(userId).filter((one) => one.key !== key),
      );
    }
  } finally {
    sending.delete(userId);
  }
}

/** Whether it is there, or refused for good. */
async function isSettled({ path, body }: TillRecord): Promise<boolean> {
  const headers = { 'content-type': 'application/json' };
  try {
    await apiFetch(path, { method: 'POST', headers, body: JSON.stringify(body) });
    return true;
  } catch (error) {
    return isRefusal(problemOf(error));
  }
}

/** Sends on what an earlier page, or a network that was gone, has left. */
export function useTillRecords(userId: string): void {
  useEffect(() => {
    void send(userId);
    const timer = setInterval(() => void send(userId), AGAIN_MS);
    return () => clearInterval(timer);
  }, [userId]);
}
