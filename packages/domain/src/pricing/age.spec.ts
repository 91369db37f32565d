import { line, rule } from '../../test/fixtures.ts';
import { ageOn, bornOnOrBefore, checkAge, requiredAge } from './age.ts';

const noon = { date: '2026-11-23', minute: 720 };
const twentyOne = { minimumAge: 21, visualAllowed: false, seller: null, rules: [] };
const born = (birthDate: string, today: string) => checkAge({ method: 'birth_date', birthDate }, twentyOne, today);

describe('an age check', () => {
  it('fails on the day before the 21st birthday and passes on the day itself', () => {
    expect(born('2005-11-24', '2026-11-23')).toEqual({ passed: false, fault: 'underage', age: 20 });
    expect(born('2005-11-23', '2026-11-23')).toEqual({ passed: true });
  });

  it('lets who was born on 29 February grow older on 1 March of common years', () => {
    expect(ageOn('2004-02-29', '2025-02-28')).toBe(20);
    expect(ageOn('2004-02-29', '2025-03-01')).toBe(21);
    expect(ageOn('2004-02-29', '2028-02-29')).toBe(24);
    expect(ageOn('2003-03-01', '2024-02-29')).toBe(20);
  });

  it('names the last day of birth that is old enough', () => {
    for (const [today, last] of [
      ['2026-11-23', '2005-11-23'],
      ['2028-02-29', '2007-02-28'],
      ['2025-03-01', '2004-03-01'],
    ] as const) {
      expect(bornOnOrBefore(21, today)).toBe(last);
      expect(ageOn(last, today)).toBe(21);
    }
  });

  it('refuses an expired licence, on the day after its last', () => {
    const licence = (expiresOn: string) =>
      checkAge({ method: 'licence', birthDate: '1980-01-01', expiresOn }, twentyOne, '2026-11-23');
    expect(licence('2026-11-22')).toEqual({ passed: false, fault: 'licence_expired' });
    expect(licence('2026-11-23')).toEqual({ passed: true });
  });

  it('takes a look for enough only where the rule allows it', () => {
    expect(checkAge({ method: 'visual' }, twentyOne, '2026-11-23')).toEqual({
      passed: false,
      fault: 'visual_not_allowed',
    });
    expect(checkAge({ method: 'visual' }, { ...twentyOne, visualAllowed: true }, '2026-11-23')).toEqual({
      passed: true,
    });
  });

  it('refuses dates that are none, or no one’s birth', () => {
    for (const birthDate of ['2005-02-30', '23.11.2005', '2030-01-01', '1880-01-01', '']) {
      expect(born(birthDate, '2026-11-23')).toEqual({ passed: false, fault: 'invalid_birth_date' });
    }
  });
});

describe('the age a basket asks for', () => {
  const ages = [
    {
      ...rule,
      id: 'a',
      name: 'Alcohol',
      selector: {},
      includeUnrestricted: false,
      minimumAge: 21,
      visualAllowed: true,
      sellerMinimumAge: 18,
    },
    {
      ...rule,
      id: 'b',
      name: 'Tobacco',
      selector: { categories: ['tobacco'] },
      includeUnrestricted: true,
      minimumAge: 18,
      visualAllowed: false,
      sellerMinimumAge: null,
    },
  ];
  const asked = (...products: ReturnType<typeof line>[]) => requiredAge(products, ages, 'store', noon);

  it('is the strictest of its products; nothing for those anyone may buy', () => {
    expect(asked(line())).toMatchObject({ minimumAge: 21, visualAllowed: true });
    expect(asked(line({ ageRestricted: false }))).toBeUndefined();
    expect(asked(line({ ageRestricted: false, category: 'tobacco' }))).toMatchObject({
      minimumAge: 18,
      visualAllowed: false,
    });
    expect(asked(line(), line({ category: 'tobacco' }))).toMatchObject({ minimumAge: 21, visualAllowed: false });
  });

  it('may ask how old the seller is, by the rule that asks for most', () => {
    expect(asked(line(), line({ category: 'tobacco' }))?.seller).toEqual({ minimumAge: 18, rule: 'Alcohol' });
    expect(asked(line({ ageRestricted: false, category: 'tobacco' }))?.seller).toBeNull();
  });
});
