// @vitest-environment jsdom
import { afterEach, describe, expect, it, vi } from 'vitest';
import { formatCents, formatDay } from './format';

afterEach(() => {
  vi.restoreAllMocks();
  document.documentElement.lang = '';
});

const speaks = (lang: string, ...languages: string[]) => {
  document.documentElement.lang = lang;
  vi.spyOn(navigator, 'languages', 'get').mockReturnValue(languages);
};

describe('money and days', () => {
  it('are written as on the shelves of the States, in either language', () => {
    speaks('es', 'en-GB', 'es');
    expect([formatCents(122604, 'USD'), formatDay('2026-11-03')]).toEqual(['$1,226.04', '3 nov 2026']);
    speaks('en', 'es');
    expect([formatCents(122604, 'USD'), formatDay('2026-11-03')]).toEqual(['$1,226.04', 'Nov 3, 2026']);
  });

  it('are written where a browser names what is no locale', () => {
    speaks('en', 'en-US@posix');
    expect(formatCents(122604, 'USD')).toBe('$1,226.04');
  });

  it('follow the region of a browser that names one for the page’s language', () => {
    speaks('es', 'en-US', 'es-ES');
    expect(formatCents(122604, 'EUR')).toMatch(/^1226,04\s€$/);
    speaks('en', 'es-ES', 'en-GB');
    expect(formatDay('2026-11-03')).toBe('3 Nov 2026');
  });
});
