import { useCallback, useEffect, useRef, useState } from 'react';
import { keptTill } from './kept-till';
import { newSale } from './open-sale';
import { initialState, reduce } from './reduce';
import type { TillContext, TillEffect, TillEvent, TillState } from './state';

export type Dispatch = (event: TillEvent) => void;

/** What the machine does outside of itself; given anew at every drawing, so that it sees what there is then. */
export type RunEffect = (effect: TillEffect, dispatch: Dispatch) => void;

/**
 * The till's machine for this user in this tab. An event always meets the newest state, however fast another follows; the sale and
 * what waits for its turn are kept over a reload, and at once: the till may have left the screen before an answer comes.
 */
export function useTillMachine(userId: string, context: TillContext, run: RunEffect) {
  const [state, show] = useState<TillState>(() =>
    initialState(keptTill(userId).sale() ?? newSale(), keptTill(userId).waiting()),
  );
  const now = useRef(state);
  const surroundings = useRef({ context, run });
  surroundings.current = { context, run };
  const dispatch = useCallback<Dispatch>(
    (event) => {
      const { state: next, effects } = reduce(now.current, event, surroundings.current.context);
      if (next.sale !== now.current.sale) keptTill(userId).keepSale(next.sale);
      if (next.waiting !== now.current.waiting) keptTill(userId).keepWaiting(next.waiting);
      now.current = next;
      show(next);
      for (const effect of effects) surroundings.current.run(effect, dispatch);
    },
    [userId],
  );
  useEffect(() => {
    if (now.current.waiting.length > 0) dispatch({ kind: 'loaded' });
  }, [dispatch]);
  return { state, now, dispatch };
}
