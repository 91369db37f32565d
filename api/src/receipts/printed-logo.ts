import type { Sharp } from 'sharp';

/** A logo as papers have it: a picture for pages, and the dots a receipt printer burns. */
export interface PrintedLogo {
  png: Buffer;
  /** Red, green, blue and opacity of each dot, row by row; width and height are multiples of eight, as printers want them. */
  dots: { data: Uint8ClampedArray; width: number; height: number };
}

/** As wide as a logo is on paper of 58 mm and more, which has 384 dots and more. */
const MOST_WIDE = 320;
const MOST_HIGH = 160;
/** A page is looked at more closely than a receipt. */
const PAGE_SCALE = 2;
/** No logo of 30 kB has more; what says so is a trap for who unpacks it. */
const MOST_PIXELS = 4_000_000;
const WHITE = { r: 255, g: 255, b: 255, alpha: 1 } as const;

/** Undefined for what cannot be read as a picture: a receipt without its logo is a receipt. */
export async function printedLogo(webp: Buffer): Promise<PrintedLogo | undefined> {
  try {
    const { default: sharp } = await import('sharp');
    const open = () => sharp(webp, { limitInputPixels: MOST_PIXELS }).flatten({ background: WHITE });
    const [png, dots] = await Promise.all([within(open(), PAGE_SCALE).png().toBuffer(), dotsOf(sharp, open())]);
    return { png, dots };
  } catch {
    return undefined;
  }
}

function within(picture: Sharp, scale: number): Sharp {
  const size = { width: MOST_WIDE * scale, height: MOST_HIGH * scale };
  return picture.resize({ ...size, fit: 'inside', withoutEnlargement: true });
}

async function dotsOf(sharp: typeof import('sharp'), picture: Sharp): Promise<PrintedLogo['dots']> {
  const fitted = await within(picture, 1).png().toBuffer({ resolveWithObject: true });
  const { width, height } = fitted.info;
  const right = -width & 7;
  const bottom = -height & 7;
  const { data, info } = await sharp(fitted.data)
    .extend({ right, bottom, background: WHITE })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data: new Uint8ClampedArray(data), width: info.width, height: info.height };
}
