/** Tabs of one browser share the session's cookie: signing in or out in one is signing in or out in all. */
const channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('session');

/** @param userId who is signed in now; nobody when undefined */
export function tellOtherTabs(userId: string | undefined): void {
  channel?.postMessage({ userId });
}

/** @returns how to stop listening */
export function whenOtherTabTells(listener: (userId: string | undefined) => void): () => void {
  const listen = ({ data }: MessageEvent<{ userId?: string }>) => listener(data.userId);
  channel?.addEventListener('message', listen);
  return () => channel?.removeEventListener('message', listen);
}
