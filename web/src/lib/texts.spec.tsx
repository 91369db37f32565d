import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { render, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
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

const english: Texts = { ...en, ...officeEn };
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

  it('are there from the first for everything that is not a page of the office', () => {
    const found = filesIn(SRC)
      .filter((path) => !OFFICE.test(path))
      .flatMap((path) => {
        const names = readFileSync(path, 'utf8').match(/'[\w-]+\.[\w.-]+'/g) ?? [];
        return names
          .filter((name) => name.slice(1, -1) in officeEn)
          .map((name) => `${path.slice(SRC.length)}: ${name}`);
      });
    expect(found).toEqual([]);
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
