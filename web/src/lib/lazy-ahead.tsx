import { type ComponentType, lazy, useState } from 'react';

/** A component whose module comes behind the page. */
export interface LazyAhead<P extends object> {
  Component: ComponentType<P>;
  /** Fetches its module before anybody asks for it. */
  load(): Promise<unknown>;
}

/** How to begin anew with what could not be fetched. */
const failed = new Set<() => void>();

/** Lets components whose modules could not be fetched ask for them once more. */
export function fetchFailedAnew(): void {
  for (const begin of failed) begin();
  failed.clear();
}

/**
 * As React's `lazy`, but drawn at once where its module is there already: a lazy component suspends even then when it is drawn first,
 * and React keeps what was suspended back for some tenths of a second, which a cashier's first key of the day would wait for. What
 * could not be fetched stays so until `fetchFailedAnew`.
 */
export function lazyAhead<P extends object>(module: () => Promise<ComponentType<P>>): LazyAhead<P> {
  let loaded: ComponentType<P> | undefined;
  const load = async () => {
    loaded = await module();
    return loaded;
  };
  const fetched = (): ComponentType<P> =>
    lazy(() =>
      load().then(
        (component) => ({ default: component }),
        (error: unknown) => {
          failed.add(() => {
            later = fetched();
          });
          throw error;
        },
      ),
    );
  let later = fetched();
  // Which of the two it began as it stays: another one would begin anew, without what was typed.
  // biome-ignore lint/correctness/noComponentHookFactories: made once for each module, as React's own lazy components are
  const Component = (props: P) => {
    const [Shown] = useState<ComponentType<P>>(() => loaded ?? later);
    return <Shown {...props} />;
  };
  return { Component, load };
}
