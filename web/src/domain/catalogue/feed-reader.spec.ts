import { describe, expect, it } from 'vitest';
import { FeedReader } from './feed-reader';

const HEAD = '{"since":"now","total":3,"rulesVersion":7,"items":[\n';
const ITEMS = ['{"id":"1","name":"Crème"}', '{"id":"2","name":"a,\\nb"}', '{"id":"3"}'];
const TAIL = '\n],"nextCursor":"after"}';
const WHOLE = new TextEncoder().encode(HEAD + ITEMS.join(',\n') + TAIL);

describe('an answer of the feed', () => {
  it('is the same wherever the network cuts it', () => {
    for (const size of [1, 2, 7, 64, WHOLE.length]) {
      const reader = new FeedReader();
      const items: string[] = [];
      for (let at = 0; at < WHOLE.length; at += size) items.push(...reader.read(WHOLE.slice(at, at + size)));
      expect(items).toEqual(ITEMS);
      expect(reader.end()).toEqual({ since: 'now', total: 3, rulesVersion: 7, items: [], nextCursor: 'after' });
    }
  });

  it('tells its total before its items are there', () => {
    const reader = new FeedReader();
    expect(reader.total).toBeNull();
    reader.read(new TextEncoder().encode(HEAD));
    expect(reader.total).toBe(3);
  });

  it('with no items has none', () => {
    const reader = new FeedReader();
    expect(reader.read(new TextEncoder().encode(`${HEAD}\n],"nextCursor":null}`))).toEqual([]);
    expect(reader.end().nextCursor).toBeNull();
  });

  it('that broke off is none', () => {
    const reader = new FeedReader();
    reader.read(WHOLE.slice(0, WHOLE.length - 5));
    expect(() => reader.end()).toThrow(SyntaxError);
  });
});
