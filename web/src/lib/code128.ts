import { code128 } from 'bwip-js/browser';

/** Draws a text as Code 128, which takes any letter or sign a keyboard has. */
export function drawCode128(canvas: HTMLCanvasElement, text: string): void {
  code128(canvas, { text, scale: 2, height: 8 } as never);
}
