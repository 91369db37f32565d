import { createContext, useContext, useEffect } from 'react';

/** What stands between the pages and the ways out of them. */
export interface Unsaved {
  /** How many editors on the page hold what would be lost with it. */
  count: { current: number };
  /** Goes at once, or once somebody has said so. */
  leave(go: () => void): void;
}

export const UnsavedContext = createContext<Unsaved>({ count: { current: 0 }, leave: (go) => go() });

/** For ways out that are no other page: goes at once where nothing is lost, else once somebody has said so. */
export function useLeave(): (go: () => void) => void {
  return useContext(UnsavedContext).leave;
}

/** Whoever leaves the page while this is true is asked first: by the page, or by the browser in its own words when it is closed or loaded anew. */
export function useUnsaved(unsaved: boolean): void {
  const { count } = useContext(UnsavedContext);
  useEffect(() => {
    if (!unsaved) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    count.current++;
    return () => {
      window.removeEventListener('beforeunload', ask);
      count.current--;
    };
  }, [unsaved, count]);
}
