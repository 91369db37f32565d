import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useBusinessTime } from './stores';

describe('a page left open', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: new Date('2026-11-24T07:59:40Z') });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('follows the store into its next business day', () => {
    const queries = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } } });
    queries.setQueryData(['stores'], { items: [{ id: 's', timezone: 'America/Chicago', dayStartHour: 2 }] });
    const wrapper = ({ children }: { children: React.ReactNode }) => (
      <QueryClientProvider client={queries}>{children}</QueryClientProvider>
    );
    const { result } = renderHook(() => useBusinessTime('America/New_York'), { wrapper });
    expect(result.current).toEqual({ day: '2026-11-23', hour: 1, dayStartHour: 2 });
    act(() => vi.advanceTimersByTime(60_000));
    expect(result.current).toEqual({ day: '2026-11-24', hour: 2, dayStartHour: 2 });
  });
});
