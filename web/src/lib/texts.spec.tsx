import { render, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { en } from '../locales/en';
import { es } from '../locales/es';
import { type TextKey, TextsProvider, translator, useT } from './texts';

function Shown() {
  return <p>{useT()('nav.reports')}</p>;
}

const placeholders = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();

describe('texts', () => {
  it('are complete in Spanish, with the same places to fill', () => {
    expect(Object.keys(es)).toEqual(Object.keys(en));
    for (const key of Object.keys(en) as TextKey[]) {
      expect([key, placeholders(es[key])]).toEqual([key, placeholders(en[key])]);
    }
    const same = (Object.keys(en) as TextKey[]).filter((key) => /[a-z]{4}/i.test(en[key]) && es[key] === en[key]);
    // A few words are the same in both languages.
    expect(same.length).toBeLessThan(12);
  });

  it('count one and many', () => {
    const t = translator(en);
    expect([t('till.units', { count: 1 }), t('till.units', { count: 2 })]).toEqual(['1 unit', '2 units']);
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
