import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { render, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { dialogsEn } from '../locales/dialogs.en';
import { en } from '../locales/en';
import { es } from '../locales/es';
import { officeEn } from '../locales/office.en';
import { type TextKey, type Texts, TextsProvider, translator, useT } from './texts';

function Shown() {
  return <p>{useT()('nav.reports')}</p>;
}

const SRC = join(import.meta.dirname, '..');
/** Loaded with the office's pages, and the texts themselves. */
const OFFICE =
  /src\/(locales|features\/(?!till|session)|components\/(export-buttons|table-views|picture-field|unknown-codes|scan-line|data-table)|domain\/sales-report)/;

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory()
      ? filesIn(path)
      : /\.tsx?$/.test(entry.name) && !entry.name.includes('.spec.')
        ? [path]
        : [];
  });
}

/** The modules that come with the page: what it imports, without what it asks for later. */
function withThePage(path = join(SRC, 'app/main.tsx'), seen = new Set<string>()): Set<string> {
  if (seen.has(path)) return seen;
  seen.add(path);
  for (const [, name] of readFileSync(path, 'utf8').matchAll(/^import\s(?!type\s)[^;]*?'(\.[^']+)'/gm)) {
    const imported = ['.ts', '.tsx'].map((ending) => join(path, '..', `${name}${ending}`)).find(existsSync);
    if (imported) withThePage(imported, seen);
  }
  return seen;
}

const english: Texts = { ...en, ...dialogsEn, ...officeEn };
const placeholders = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();

describe('texts', () => {
  it('are complete in Spanish, with the same places to fill', () => {
    const keys = Object.keys(english) as TextKey[];
    expect(Object.keys(es).sort()).toEqual([...keys].sort());
    for (const key of keys) expect([key, placeholders(es[key])]).toEqual([key, placeholders(english[key])]);
    const same = keys.filter((key) => /[a-z]{4}/i.test(english[key]) && es[key] === english[key]);
    // A few words are the same in both languages.
    expect(same.length).toBeLessThan(12);
  });

  it('count one and many', () => {
    const t = translator(english);
    expect([t('till.units', { count: 1 }), t('till.units', { count: 2 })]).toEqual(['1 unit', '2 units']);
  });

  it('are there for whatever says them: with the page, behind it, or with the office', () => {
    /** Also what begins as texts do, to be ended by what is shown. */
    const saysOf = (path: string, texts: object) =>
      (readFileSync(path, 'utf8').match(/['`][\w-]+\.[\w.-]*['$]/g) ?? [])
        .map((name) => name.slice(1, -1))
        .filter((name) =>
          Object.keys(texts).some((key) => key === name || (name.endsWith('.') && key.startsWith(name))),
        )
        .map((name) => `${path.slice(SRC.length)}: ${name}`);
    const page = [...withThePage()].filter((path) => !path.includes('/locales/'));
    expect(page.length).toBeGreaterThan(50);
    expect(page.flatMap((path) => saysOf(path, dialogsEn))).toEqual([]);
    const till = filesIn(SRC).filter((path) => !OFFICE.test(path));
    expect(till.flatMap((path) => saysOf(path, officeEn)).filter((said) => !said.endsWith('.'))).toEqual([]);
  });

  it('come in the language that was chosen', async () => {
    localStorage.setItem('locale', 'es');
    render(
      <TextsProvider>
        <Shown />
      </TextsProvider>,
    );
    await screen.findByText(es['nav.reports']);
    localStorage.clear();
  });
});
