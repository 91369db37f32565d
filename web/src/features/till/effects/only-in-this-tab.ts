import { useEffect } from 'react';
import { holdAlone } from '../../../lib/one-holder';

/**
 * Holds a name that one tab may hold. A duplicated tab begins as a copy of the other, its open sale included: paid in both, the second
 * customer's would be answered as a repetition of the first's.
 */
export function useOnlyInThisTab(name: string, onHeldElsewhere: () => void): void {
  useEffect(() => {
    return holdAlone(name, { onElsewhere: onHeldElsewhere });
  }, [name, onHeldElsewhere]);
}
