import { writeFileSync } from 'node:fs';
import bwipjs from 'bwip-js/node';

const [WIDTH, HEIGHT, MODULE, LEFT, TOP, BARS] = [640, 480, 4, 120, 120, 240];
const [WHITE, BLACK, NO_COLOUR] = [235, 16, 128];
const FRAMES = 10;

/** A film for the browser's camera: a barcode held still, as bars and spaces really are. */
export function filmBarcode(path: string, code: string): void {
  const [drawn] = bwipjs.raw({ bcid: 'ean13', text: code });
  if (!drawn || !('sbs' in drawn)) throw new Error(`${code} has no bars`);
  const luma = Buffer.alloc(WIDTH * HEIGHT, WHITE);
  let x = LEFT;
  drawn.sbs.forEach((modules, index) => {
    const isBar = index % 2 === 0;
    const width = modules * MODULE;
    for (let y = TOP; isBar && y < TOP + BARS; y++) luma.fill(BLACK, y * WIDTH + x, y * WIDTH + x + width);
    x += width;
  });
  const chroma = Buffer.alloc((WIDTH * HEIGHT) / 2, NO_COLOUR);
  const frame = [Buffer.from('FRAME\n'), luma, chroma];
  const frames = Array.from({ length: FRAMES }, () => frame).flat();
  writeFileSync(path, Buffer.concat([Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip C420\n`), ...frames]));
}
