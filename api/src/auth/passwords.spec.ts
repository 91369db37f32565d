import bcrypt from 'bcrypt';
import { Environment } from '../config/environment';
import { Passwords } from './passwords';

const passwords = new Passwords(new Environment({ BCRYPT_COST: '4' }));
const refused = (password: string) =>
  expect(passwords.hash(password)).rejects.toMatchObject({ code: 'validation_failed' });

describe('a password', () => {
  it('is refused when short, common, cut by bcrypt, or ended by a NUL', async () => {
    await refused('seven77');
    await refused('PassWord123');
    await refused('x'.repeat(73));
    await refused('é'.repeat(37));
    await refused('before\0after-it');
  });

  it('matches itself alone', async () => {
    const hash = await passwords.hash('x'.repeat(72));
    expect(await passwords.match('x'.repeat(72), hash)).toBe(true);
    expect(await passwords.match(`${'x'.repeat(72)}y`, hash)).toBe(false);
    expect(await passwords.match('x'.repeat(71), hash)).toBe(false);
    expect(await passwords.match('anything', undefined)).toBe(false);
  });

  it('of nobody is compared at the cost of everybody’s: an unknown e-mail takes as long as a wrong password', async () => {
    const compared = jest.spyOn(bcrypt, 'compare');
    const known = await passwords.hash('a-good-password');
    await passwords.match('a-wrong-password', known);
    await passwords.match('a-wrong-password', undefined);
    const costs = compared.mock.calls.map(([, hash]) => bcrypt.getRounds(String(hash)));
    expect(costs).toEqual([4, 4]);
    compared.mockRestore();
  });

  it('costs what the deployment asks for, 12 unless it says otherwise', async () => {
    expect(await passwords.hash('a-good-password')).toMatch(/^\$2b\$04\$/);
    expect(await new Passwords(new Environment({})).hash('a-good-password')).toMatch(/^\$2b\$12\$/);
    expect(() => new Environment({ NODE_ENV: 'production', JWT_SECRET: 'x'.repeat(40), BCRYPT_COST: '8' })).toThrow();
  });
});
