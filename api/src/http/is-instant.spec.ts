import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { IsInstant } from './is-instant';

class Dated {
  @IsInstant()
  at: Date;
}

const read = (at: unknown) => {
  const dated = plainToInstance(Dated, { at });
  return validateSync(dated).length === 0 ? dated.at : undefined;
};

describe('an instant', () => {
  it.each([
    ['2026-01-31T18:30:00Z', '2026-01-31T18:30:00.000Z'],
    ['2026-01-31T18:30Z', '2026-01-31T18:30:00.000Z'],
    ['2026-01-31T18:30:00.5-06:00', '2026-02-01T00:30:00.500Z'],
    ['2000-02-29T00:00:00+00:00', '2000-02-29T00:00:00.000Z'],
  ])('is %s', (text, instant) => {
    expect(read(text)?.toISOString()).toBe(instant);
  });

  it.each([true, false, 0, 1, 1_700_000_000_000, null, '', '1', '2026', '2026-01-31', '2026-01-31T18:30:00', {}, []])(
    'is not %p',
    (value) => {
      expect(read(value)).toBeUndefined();
    },
  );

  it.each([
    '2026-02-30T12:00:00Z',
    '2025-02-29T12:00:00Z',
    '2026-13-01T12:00:00Z',
    '2026-01-31T24:00:00Z',
    '2026-01-31T12:60:00Z',
    '1999-12-31T23:59:59Z',
    '2100-01-01T00:00:00Z',
    '0001-01-01T00:00:00Z',
    '-000001-01-01T00:00:00Z',
    '+275760-09-13T00:00:00Z',
  ])('is not %s', (text) => {
    expect(read(text)).toBeUndefined();
  });
});
