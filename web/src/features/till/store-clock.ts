import type { LocalMoment } from '@liquor-pos/pricing/local-time';
import { momentIn } from '@liquor-pos/pricing/zoned-time';
import { useEffect, useState } from 'react';

const TICK_MS = 10_000;

/** The store's clock, to the minute: promotions, ages and hours follow it. */
export function useStoreClock(timezone: string): LocalMoment {
  const [now, setNow] = useState(() => momentIn(new Date(), timezone));
  useEffect(() => {
    const tick = () =>
      setNow((shown) => {
        const next = momentIn(new Date(), timezone);
        return next.date === shown.date && next.minute === shown.minute ? shown : next;
      });
    tick();
    const timer = setInterval(tick, TICK_MS);
    return () => clearInterval(timer);
  }, [timezone]);
  return now;
}
