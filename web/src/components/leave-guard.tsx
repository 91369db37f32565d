import { type ReactNode, Suspense, useEffect, useMemo, useRef, useState } from 'react';
import { type AroundNavHandler, Router, useLocation, useSearch } from 'wouter';
import { lazyAhead } from '../lib/lazy-ahead';
import { UnsavedContext } from '../lib/unsaved';

const question = lazyAhead(() => import('./leave-question').then(({ LeaveQuestion }) => LeaveQuestion));

/** Stands before the app's own listener, which would have gone there already: a window asks its listeners in the order they came. */
const listener: { current: ((event: PopStateEvent) => void) | undefined } = { current: undefined };
window.addEventListener('popstate', (event) => listener.current?.(event));

/** The addresses of the app; whoever goes to another page, by a link, a key or the browser's own buttons, is asked before what was not saved is lost. */
export function LeaveGuard({ children }: { children: ReactNode }) {
  const count = useRef(0);
  const here = useRef(location.href);
  const [leave, setLeave] = useState<() => void>();
  const unsaved = useMemo(
    () => ({ count, leave: (go: () => void) => (count.current === 0 ? go() : setLeave(() => go)) }),
    [],
  );
  const aroundNav: AroundNavHandler = (navigate, to, options) => {
    const go = () => navigate(to, options);
    if (isSamePage(to, here.current)) go();
    else unsaved.leave(go);
  };
  // The network may be gone by the time it is asked.
  useEffect(() => {
    question.load().catch(() => undefined);
  }, []);
  useEffect(() => {
    listener.current = (event: PopStateEvent) => {
      if (count.current === 0 || isSamePage(location.href, here.current)) return;
      event.stopImmediatePropagation();
      const to = location.href;
      history.pushState(null, '', here.current);
      setLeave(() => () => {
        history.replaceState(null, '', to);
      });
    };
    return () => {
      listener.current = undefined;
    };
  }, []);
  const stay = () => setLeave(undefined);
  return (
    <UnsavedContext.Provider value={unsaved}>
      <Router aroundNav={aroundNav}>
        <Here address={here} />
        {children}
        {leave && (
          <Suspense fallback={null}>
            <question.Component
              onStay={stay}
              onLeave={() => {
                stay();
                leave();
              }}
            />
          </Suspense>
        )}
      </Router>
    </UnsavedContext.Provider>
  );
}

/** Remembers where the app is: when the browser's buttons were pressed, the address is another one already. */
function Here({ address }: { address: { current: string } }) {
  const [path] = useLocation();
  const search = useSearch();
  // biome-ignore lint/correctness/useExhaustiveDependencies: both are parts of the address
  useEffect(() => {
    address.current = location.href;
  }, [address, path, search]);
  return null;
}

/** Another search of the same page leaves its editors where they are. */
function isSamePage(to: string | URL, from: string): boolean {
  return new URL(to, from).pathname === new URL(from).pathname;
}
