/** The head of a WebP and as many bytes after it. */
export function webp(bytes: number, fill = 1): Buffer {
  const picture = Buffer.alloc(bytes, fill);
  picture.write('RIFF', 0, 'latin1');
  picture.writeUInt32LE(bytes - 8, 4);
  picture.write('WEBPVP8 ', 8, 'latin1');
  return picture;
}
