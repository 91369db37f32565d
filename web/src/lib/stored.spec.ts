import { describe, expect, it } from 'vitest';
import { readStored, readStoredList } from './stored';

interface Kept {
  name: string;
}
const isKept = ({ name }: Partial<Kept>) => typeof name === 'string';

describe('what a browser kept', () => {
  it('is what was kept, and nothing where it is something else', () => {
    expect(readStored<Kept>('{"name":"a"}', isKept)).toEqual({ name: 'a' });
    for (const text of [null, '', 'abc', '{bad', '5', 'null', '"a"', '[]', '{}', '{"name":5}'])
      expect([text, readStored<Kept>(text, isKept)]).toEqual([text, undefined]);
  });

  it('is a list of what is right in it', () => {
    expect(readStoredList<Kept>('[{"name":"a"},null,5,{"name":5},{"name":"b"}]', isKept)).toEqual([
      { name: 'a' },
      { name: 'b' },
    ]);
    for (const text of [null, '{bad', '{}', '5', 'null', '{"length":1}'])
      expect([text, readStoredList<Kept>(text, isKept)]).toEqual([text, []]);
  });
});
