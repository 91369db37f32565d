import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { beforeEach, describe, expect, it } from 'vitest';
import { keys } from './keys';
import { useThisRegister } from './this-register';

const register = (id: string) => ({ id, number: 1, name: `Register ${id}` });
const store = (id: string, ...registers: string[]) => ({ id, name: `Store ${id}`, registers: registers.map(register) });

function hookFor(...stores: ReturnType<typeof store>[]) {
  const queries = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } } });
  queries.setQueryData(keys.stores, { items: stores, nextCursor: null });
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={queries}>{children}</QueryClientProvider>
  );
  return renderHook(() => useThisRegister('org'), { wrapper }).result;
}

beforeEach(() => localStorage.clear());

describe('which register a device is', () => {
  it('is no question where there is one', () => {
    expect(hookFor(store('a', 'a1')).current.registerId).toBe('a1');
  });

  it('is asked where there are several, and then kept for the organization', () => {
    const first = hookFor(store('a', 'a1', 'a2'), store('b', 'b1'));
    expect(first.current.registerId).toBeUndefined();
    act(() => first.current.choose('b1'));
    expect(first.current.place).toMatchObject({ store: { id: 'b' }, register: { id: 'b1' } });
    expect(hookFor(store('a', 'a1', 'a2'), store('b', 'b1')).current.registerId).toBe('b1');
  });

  it('is asked again when the register is gone', () => {
    localStorage.setItem('device.register.1.org', 'gone');
    expect(hookFor(store('a', 'a1', 'a2')).current.registerId).toBeUndefined();
    expect(hookFor(store('a', 'a1')).current.registerId).toBe('a1');
  });
});
