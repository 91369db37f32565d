import type { LocalMoment } from '@liquor-pos/domain/time/local-time';
import { momentIn } from '@liquor-pos/domain/time/zoned-time';
import { useEffect, useState } from 'react';

const TICK_MS = 10_000;

/**
 * The store's clock, to the minute: promotions, ages and hours follow it.
 * @param serverNow the server's clock when the rules were read, and `readAt` this machine's then: a till's clock may be wrong
 */
export function useStoreClock(timezone: string, serverNow: string, readAt: number): LocalMoment {
  const ahead = Date.parse(serverNow) - readAt;
  const [now, setNow] = useState(() => momentIn(new Date(Date.now() + ahead), timezone));
  useEffect(() => {
    const tick = () =>
      setNow((shown) => {
        const next = momentIn(new Date(Date.now() + ahead), timezone);
        return next.date === shown.date && next.minute === shown.minute ? shown : next;
      });
    tick();
    const timer = setInterval(tick, TICK_MS);
    return () => clearInterval(timer);
  }, [timezone, ahead]);
  return now;
}
