/** After a reload, the page before gives up what it held within this time. */
const RELOADED_WITHIN_MS = 1_000;
const TRIES = 5;

interface HoldOptions {
  /** Takes it from whoever holds it. */
  steal?: boolean;
  onHeld?(): void;
  /** Another holds it, or took it over. */
  onElsewhere(): void;
}

/**
 * Holds a name that one page of a browser may hold. It is asked for again and again, and never waited for: who gives up waiting cannot tell,
 * on a machine that is slow to answer, whether it was given the name meanwhile. Browsers know this lock on secure pages alone.
 * @returns lets it go
 */
export function holdAlone(name: string, { steal = false, onHeld, onElsewhere }: HoldOptions): () => void {
  let left = false;
  let letGo: () => void = () => undefined;
  const untilLeft = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const ask = async () => {
    for (let attempt = 1; attempt <= TRIES && !left; attempt++) {
      let isHeld = false;
      await navigator.locks.request(name, steal ? { steal } : { ifAvailable: true }, (lock) => {
        if (!lock || left) return undefined;
        isHeld = true;
        onHeld?.();
        return untilLeft;
      });
      if (isHeld) return;
      await new Promise((resolve) => setTimeout(resolve, RELOADED_WITHIN_MS / TRIES));
    }
    if (!left) onElsewhere();
  };
  // What is taken over ends with a fault.
  if (navigator.locks) ask().catch(() => !left && onElsewhere());
  return () => {
    left = true;
    letGo();
  };
}
