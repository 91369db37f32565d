import { acceptedLanguage } from './accepted-language';

it.each([
  ['es', 'es'],
  ['es-MX,es;q=0.9,en;q=0.8', 'es'],
  ['fr, en;q=0.5, es;q=0.7', 'es'],
  ['en-US,en;q=0.9,es;q=0.8', 'en'],
  ['es;q=0, en;q=0.1', 'en'],
  ['fr,de', undefined],
  ['est', undefined],
  ['es;q=nonsense', undefined],
  ['', undefined],
  [undefined, undefined],
])('of what a browser accepts, %j, takes %j', (header, expected) => {
  expect(acceptedLanguage(header, ['en', 'es'])).toBe(expected);
});
