import { emailOf } from './email';

const of = (value: unknown) => emailOf({ value });

describe('an e-mail address', () => {
  it('is one, however it was typed', () => {
    expect(of(' Zo\u0308e@X.example ')).toBe('z\u00f6e@x.example');
    expect(of('\uff4fwner@x.example')).toBe('owner@x.example');
  });

  it('holds nothing that cannot be seen, and no half of a letter', () => {
    for (const text of ['ow\u200bner@x.example', 'owner@x.example\u2060', 'a\ud800@x.example'])
      expect(of(text)).toBeNull();
    expect(of(7)).toBe(7);
  });
});
