import { MantineProvider } from '@mantine/core';
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { ProblemAlert } from '../components/problem-alert';
import { faultInSpanish } from '../locales/faults.es';
import { problems as english } from '../locales/problems.en';
import { problems as spanish } from '../locales/problems.es';
import { ApiError } from './problem';
import { TextsProvider } from './texts';

const problem = (code: string, errors?: { path: string; message: string }[]) =>
  new ApiError({ status: 409, code, detail: 'Said in English by the API.', ...(errors && { errors }) });

function show(error: unknown, shownAt?: (path: string) => boolean) {
  render(
    <MantineProvider>
      <TextsProvider>
        <ProblemAlert error={error} {...(shownAt && { shownAt })} />
      </TextsProvider>
    </MantineProvider>,
  );
}

afterEach(() => {
  cleanup();
  localStorage.clear();
});

describe('an error of the API', () => {
  it('has a text in both languages, whatever its code', () => {
    expect(Object.keys(spanish)).toEqual(Object.keys(english));
    const codes = Object.keys(english) as (keyof typeof english)[];
    for (const code of codes) expect([code, spanish[code] === english[code]]).toEqual([code, false]);
  });

  it('is in Spanish on a Spanish page, its faults too, and no word of English', async () => {
    localStorage.setItem('locale', 'es');
    const faults = [{ path: 'name', message: 'name must be longer than or equal to 2 characters' }];
    show(problem('validation_failed', faults), () => false);
    await screen.findByText(spanish.validation_failed, { exact: false });
    await screen.findByText('name: debe tener al menos 2 caracteres');
    expect(screen.queryByText(/English|must/)).toBeNull();
  });

  it('says every fault that no field shows, and nothing where each has its field', async () => {
    const faults = [
      { path: 'name', message: 'is taken' },
      { path: 'offer.kind', message: 'is unknown' },
    ];
    show(problem('validation_failed', faults), (path) => path === 'name');
    await screen.findByText('offer.kind: is unknown');
    expect(screen.queryByText('name: is taken')).toBeNull();
    cleanup();
    show(problem('email_taken', [{ path: 'email', message: 'is taken' }]), () => true);
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('speaks of a field as who fills it in does: in percent and dollars, without its name in the API', async () => {
    const faults = [
      { path: 'localRateMillionths', message: 'localRateMillionths must not be greater than 200000' },
      { path: 'packs.0.priceCents', message: 'priceCents must not be greater than 100000000' },
      { path: 'Idempotency-Key', message: 'belongs to another request' },
    ];
    show(problem('validation_failed', faults), () => false);
    await screen.findByText(english.validation_failed, { exact: false });
    await screen.findByText('localRateMillionths: must not be greater than 20 %');
    await screen.findByText('packs.0.priceCents: must not be greater than 1000000.00');
    expect(screen.queryByText(/belongs to another/)).toBeNull();
  });

  it('finds Spanish for what the API says of a field, and something for what it has never said', () => {
    expect(faultInSpanish('quantity must not be less than 1')).toBe('no debe ser menos de 1');
    expect(faultInSpanish('something new')).toBe('no es válido');
  });
});
