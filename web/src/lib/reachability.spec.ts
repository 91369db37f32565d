// @vitest-environment jsdom
import { act, renderHook } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { noteReachable, useReachable } from './reachability';

describe('the server', () => {
  afterEach(() => noteReachable(true));

  it('is there until a call stays without an answer, and back with the next one', () => {
    const { result } = renderHook(useReachable);
    expect(result.current).toBe(true);
    act(() => noteReachable(false));
    expect(result.current).toBe(false);
    act(() => noteReachable(true));
    expect(result.current).toBe(true);
  });
});
