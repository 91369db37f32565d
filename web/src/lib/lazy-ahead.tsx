import { type ComponentType, lazy, useState } from 'react';

/** A component whose module comes behind the page. */
export interface LazyAhead<P extends object> {
  Component: ComponentType<P>;
  /** Fetches its module before anybody asks for it. */
  load(): Promise<unknown>;
}

/**
 * As React's `lazy`, but drawn at once where its module is there already: a lazy component suspends even then when it is drawn first,
 * and React keeps what was suspended back for some tenths of a second, which a cashier's first key of the day would wait for.
 */
export function lazyAhead<P extends object>(module: () => Promise<ComponentType<P>>): LazyAhead<P> {
  let loaded: ComponentType<P> | undefined;
  const load = async () => {
    loaded = await module();
    return loaded;
  };
  const Later = lazy(() => load().then((component) => ({ default: component })));
  // Which of the two it began as it stays: another one would begin anew, without what was typed.
  // biome-ignore lint/correctness/noComponentHookFactories: made once for each module, as React's own lazy components are
  const Component = (props: P) => {
    const [Shown] = useState<ComponentType<P>>(() => loaded ?? Later);
    return <Shown {...props} />;
  };
  return { Component, load };
}
