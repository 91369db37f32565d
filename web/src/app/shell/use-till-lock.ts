import { useCallback, useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import { useThisRegister } from '../../domain/this-register';

/** Kept over a reload: that is no way round it. */
const KEPT = 'till.locked';
const TOUCHES = ['pointerdown', 'keydown', 'wheel'] as const;

/** Whether the till is locked, since nobody touched it for as long as its store says. */
export function useTillLock(organizationId: string) {
  const [location] = useLocation();
  const { place } = useThisRegister(organizationId);
  const [locked, setLocked] = useState(() => sessionStorage.getItem(KEPT) !== null);
  const minutes = place?.store.lockAfterMinutes ?? null;
  const watches = minutes !== null && location === '/till' && !locked;
  useEffect(() => {
    if (!watches || minutes === null) return;
    const lock = () => {
      sessionStorage.setItem(KEPT, '1');
      setLocked(true);
    };
    let timer = setTimeout(lock, minutes * 60_000);
    const touched = () => {
      clearTimeout(timer);
      timer = setTimeout(lock, minutes * 60_000);
    };
    for (const touch of TOUCHES) window.addEventListener(touch, touched, { capture: true, passive: true });
    return () => {
      clearTimeout(timer);
      for (const touch of TOUCHES) window.removeEventListener(touch, touched, { capture: true });
    };
  }, [watches, minutes]);
  const unlock = useCallback(() => {
    sessionStorage.removeItem(KEPT);
    setLocked(false);
  }, []);
  return { locked, unlock };
}
