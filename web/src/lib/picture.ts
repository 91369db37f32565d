import { dataUrlOf } from './data-url';

/** What the API takes. */
const MOST_BYTES = 30 * 1024;
/** Of the longer side; a tile is smaller, and a screen may have two dots for one. */
const SIDE = 320;
const QUALITIES = [0.85, 0.7, 0.55, 0.4, 0.25];

/** A picture of any size as a small WebP, in Base64. @throws Error for what is no picture, or a browser that writes no WebP */
export async function webpOf(file: File): Promise<string> {
  const picture = await createImageBitmap(file);
  for (const scale of [1, 0.7, 0.5]) {
    const canvas = drawn(picture, SIDE * scale);
    for (const quality of QUALITIES) {
      const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/webp', quality));
      if (blob?.type !== 'image/webp') throw new Error('this browser writes no WebP');
      if (blob.size <= MOST_BYTES) return (await dataUrlOf(blob)).split(',')[1] ?? '';
    }
  }
  throw new Error('the picture does not get small enough');
}

function drawn(picture: ImageBitmap, side: number): HTMLCanvasElement {
  const scale = Math.min(1, side / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas;
}
