import { useCallback, useRef, useState } from 'react';
import { keptSale } from './kept-sale';
import { newSale } from './open-sale';
import { initialState, reduce } from './reduce';
import type { TillContext, TillEffect, TillEvent, TillState } from './state';

export type Dispatch = (event: TillEvent) => void;

/** What the machine does outside of itself; given anew at every drawing, so that it sees what there is then. */
export type RunEffect = (effect: TillEffect, dispatch: Dispatch) => void;

/**
 * The till's machine for this user in this tab. An event always meets the newest state, however fast another follows; the sale is kept
 * over a reload, and at once: the till may have left the screen before an answer comes.
 */
export function useTillMachine(userId: string, context: TillContext, run: RunEffect) {
  const [state, show] = useState<TillState>(() => initialState(keptSale(userId).read() ?? newSale()));
  const now = useRef(state);
  const surroundings = useRef({ context, run });
  surroundings.current = { context, run };
  const dispatch = useCallback<Dispatch>(
    (event) => {
      const { state: next, effects } = reduce(now.current, event, surroundings.current.context);
      if (next.sale !== now.current.sale) keptSale(userId).keep(next.sale);
      now.current = next;
      show(next);
      for (const effect of effects) surroundings.current.run(effect, dispatch);
    },
    [userId],
  );
  return { state, now, dispatch };
}
