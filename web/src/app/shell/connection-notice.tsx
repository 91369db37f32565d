import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { noteReachable, useReachable } from '../../lib/reachability';
import { useT } from '../../lib/texts';

const ASK_AGAIN_MS = 3000;
const GIVE_UP_MS = 2500;

/** Says that the server does not answer, asks until it does, and then has every page read anew. */
export function ConnectionNotice() {
  const t = useT();
  const queries = useQueryClient();
  const reachable = useReachable();
  useEffect(() => {
    if (reachable) return;
    const timer = setInterval(() => {
      // Given up before the next one: a browser has few connections, and a payment needs one of them.
      fetch('/api/health/live', { signal: AbortSignal.timeout(GIVE_UP_MS) }).then(
        ({ ok }) => ok && noteReachable(true),
        () => undefined,
      );
    }, ASK_AGAIN_MS);
    return () => {
      clearInterval(timer);
      void queries.invalidateQueries();
    };
  }, [reachable, queries]);
  if (reachable) return null;
  return (
    <div role="status" className="shell-offline">
      {t('app.unreachable')}
    </div>
  );
}
