import type { ReactNode } from 'react';
import { createPortal } from 'react-dom';

/** What a page prints instead of itself. It stands beside the app: a dialog's own height would cut it off after a page. */
export function Printed({ children }: { children: ReactNode }) {
  return createPortal(<div className="only-print">{children}</div>, document.body);
}
