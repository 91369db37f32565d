import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { SessionProvider } from '../features/session/session';
import { ApiError } from '../lib/problem';
import { TextsProvider } from '../lib/texts';
import { cssVariablesResolver, theme } from '../theme/theme';

const queryClient = new QueryClient({
  defaultOptions: {
    // What the API refuses it refuses again; only a lost answer is worth another try.
    // The server may stand in the store and answer while the browser believes itself offline.
    queries: { networkMode: 'always', retry: (failures, error) => !(error instanceof ApiError) && failures < 2 },
    mutations: { networkMode: 'always' },
  },
});

export function Providers({ children }: { children: ReactNode }) {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariablesResolver} defaultColorScheme="auto">
      <QueryClientProvider client={queryClient}>
        <TextsProvider>
          <SessionProvider>{children}</SessionProvider>
        </TextsProvider>
      </QueryClientProvider>
    </MantineProvider>
  );
}
