import { createTheme, MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { SessionProvider } from '../features/session/session';
import { ApiError } from '../lib/problem';

const theme = createTheme({
  primaryColor: 'grape',
  // Mantine's middle shades do not have the contrast white text needs.
  primaryShade: { light: 8, dark: 8 },
  defaultRadius: 'md',
});

const queryClient = new QueryClient({
  defaultOptions: {
    // What the API refuses it refuses again; only a lost answer is worth another try.
    queries: { retry: (failures, error) => !(error instanceof ApiError) && failures < 2 },
  },
});

export function Providers({ children }: { children: ReactNode }) {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <QueryClientProvider client={queryClient}>
        <SessionProvider>{children}</SessionProvider>
      </QueryClientProvider>
    </MantineProvider>
  );
}
