import { createContext, useContext, useEffect } from 'react';

/** How many editors on the page hold what would be lost with it. */
export interface UnsavedCount {
  current: number;
}

export const UnsavedContext = createContext<UnsavedCount>({ current: 0 });

/** Whoever leaves the page while this is true is asked first: by the page, or by the browser in its own words when it is closed or loaded anew. */
export function useUnsaved(unsaved: boolean): void {
  const count = useContext(UnsavedContext);
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
