import { type RefObject, useEffect } from 'react';

/** What is typed where nothing takes it goes into this field: a scanner does not look where the focus is. */
export function useKeysGoTo(field: RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    field.current?.focus();
    const listen = ({ key, target, ctrlKey, metaKey, altKey }: KeyboardEvent) => {
      if (key.length !== 1 || key === ' ' || ctrlKey || metaKey || altKey) return;
      const takesIt = target instanceof Element && target.closest('input, textarea, select, [role="dialog"]');
      if (!takesIt) field.current?.focus();
    };
    window.addEventListener('keydown', listen, true);
    return () => window.removeEventListener('keydown', listen, true);
  }, [field]);
}
