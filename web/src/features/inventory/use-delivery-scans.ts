import { useRef, useState } from 'react';
import type { Product } from '../../domain/products';
import { answered, api } from '../../lib/api-client';
import { beep } from '../../lib/sounds';

/** Codes on their way to a product, those that no product has, and what was keyed after a code, each in its turn. */
export function useDeliveryScans(busy: boolean, onFound: (product: Product, packId: string) => void) {
  const [unknown, setUnknown] = useState<string[]>([]);
  const latest = useRef({ busy, onFound });
  latest.current = { busy, onFound };
  const turn = useRef(Promise.resolve(true));
  /** @param work is told whether the code before it was found */
  const inTurn = (work: (found: boolean) => void) => {
    turn.current = turn.current.then((found) => {
      work(found);
      return found;
    });
  };
  const lookUp = async (code: string): Promise<boolean> => {
    const query = { barcode: code };
    const match = await answered(api.GET('/api/products/lookup', { params: { query } })).catch(() => undefined);
    if (match) latest.current.onFound(match.product, match.pack.id);
    else {
      beep('error');
      setUnknown((codes) => [...codes, code]);
    }
    return match !== undefined;
  };
  const scan = (code: string) => {
    // What is being booked takes no more lines.
    if (latest.current.busy) return beep('error');
    turn.current = turn.current.then(() => lookUp(code));
  };
  return { unknown, forget: () => setUnknown([]), scan, inTurn };
}
