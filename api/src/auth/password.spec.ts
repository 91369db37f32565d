import { hashPassword, passwordMatches } from './password';

const refused = (password: string) =>
  expect(hashPassword(password)).rejects.toMatchObject({ code: 'validation_failed' });

describe('a password', () => {
  it('is refused when short, common, cut by bcrypt, or ended by a NUL', async () => {
    await refused('seven77');
    await refused('PassWord123');
    await refused('x'.repeat(73));
    await refused('é'.repeat(37));
    await refused('before\0after-it');
  });

  it('matches itself alone', async () => {
    const hash = await hashPassword('x'.repeat(72));
    expect(await passwordMatches('x'.repeat(72), hash)).toBe(true);
    expect(await passwordMatches(`${'x'.repeat(72)}y`, hash)).toBe(false);
    expect(await passwordMatches('x'.repeat(71), hash)).toBe(false);
    expect(await passwordMatches('anything', undefined)).toBe(false);
  });
});
