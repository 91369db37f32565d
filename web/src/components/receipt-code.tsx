import { useEffect, useRef } from 'react';

/** A receipt's number as a scanner reads it. What draws it is fetched behind the page: no sale waits for it. */
export function ReceiptCode({ number }: { number: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    let isGone = false;
    void import('../lib/code128').then(({ drawCode128 }) => {
      if (canvas.current && !isGone) drawCode128(canvas.current, number);
      // Without the network the number stands on the receipt still.
    }, console.warn);
    return () => {
      isGone = true;
    };
  }, [number]);
  return <canvas ref={canvas} className="receipt-code" width={0} height={0} aria-hidden />;
}
