import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { useT } from '../lib/texts';

interface Toast {
  text: string;
  /** Takes back what was just done. */
  undo?: (() => void) | undefined;
}

/** Long enough to read and to press; a new one takes its place. */
const SHOWN_MS = 8000;

const Context = createContext<((toast: Toast) => void) | undefined>(undefined);

/** Says what was done, at the foot of the page, and lets it be undone where it can be. */
export function ToastsProvider({ children }: { children: ReactNode }) {
  const t = useT();
  const [toast, setToast] = useState<Toast>();
  useEffect(() => {
    if (!toast) return;
    const timer = setTimeout(() => setToast(undefined), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [toast]);
  const undo = () => {
    toast?.undo?.();
    setToast(undefined);
  };
  return (
    <Context.Provider value={setToast}>
      {children}
      <div className="toasts" role="status">
        {toast && (
          <div className="toast">
            <span>{toast.text}</span>
            {toast.undo && (
              <button type="button" onClick={undo}>
                {t('app.undo')}
              </button>
            )}
          </div>
        )}
      </div>
    </Context.Provider>
  );
}

export function useToasts(): (toast: Toast) => void {
  const show = useContext(Context);
  if (!show) throw new Error('useToasts needs a ToastsProvider above it');
  return show;
}
