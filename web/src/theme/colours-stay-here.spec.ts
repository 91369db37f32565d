import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const SRC = join(import.meta.dirname, '..');

/** Colours written out, and shades of a palette picked by hand: what is written outside the theme is not looked at in the dark. */
const COLOUR =
  /#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch)a?\(|mantine-color-(?:red|grape|teal|blue|yellow|orange|green|cyan|pink|violet|indigo|lime)/i;
const NAMED = /color="(?:red|grape|teal|blue|yellow|orange|green|cyan|pink|violet|indigo|lime)/;

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesIn(path) : /\.(css|tsx)$/.test(entry.name) ? [path] : [];
  });
}

describe('the look', () => {
  it('has its colours in the theme, and nowhere else', () => {
    const found = filesIn(SRC)
      .filter((path) => !path.startsWith(import.meta.dirname))
      .flatMap((path) =>
        readFileSync(path, 'utf8')
          .split('\n')
          .filter((line) => COLOUR.test(line) || NAMED.test(line))
          .map((line) => `${path.slice(SRC.length + 1)}: ${line.trim()}`),
      );
    expect(found).toEqual([]);
  });
});
