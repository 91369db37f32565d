import { useRef } from 'react';
import { useEveryKey } from '../../../lib/every-key';
import { isTextField } from '../../../lib/text-field';

/** Keys that act on a line of the basket while nothing is being typed. */
const LINE_KEYS = ['Delete', 'ArrowUp', 'ArrowDown'];

/**
 * Gives the till's field what a scanner types while something else has the focus (a button just touched, the change on
 * the screen): a wedge types wherever the focus is, and its Enter must not press that button again.
 */
export function useScannerAnywhere(
  enabled: boolean,
  typed: string,
  onKey: (key: string) => void,
  onEnter: () => void,
): void {
  const latest = useRef({ typed, onKey, onEnter });
  latest.current = { typed, onKey, onEnter };
  useEveryKey(enabled, () => {
    const listen = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTextField(event.target)) return;
      // Space presses buttons, and no barcode begins with it.
      const typed = event.key.length === 1 && event.key !== ' ';
      if (typed || (LINE_KEYS.includes(event.key) && latest.current.typed === '')) {
        event.preventDefault();
        latest.current.onKey(event.key);
      } else if (event.key === 'Enter' && (latest.current.typed !== '' || event.repeat)) {
        event.preventDefault();
        event.stopPropagation();
        if (!event.repeat) latest.current.onEnter();
      }
    };
    return { listen };
  });
}
