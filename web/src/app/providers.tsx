import { type CSSVariablesResolver, createTheme, MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { SessionProvider } from '../features/session/session';
import { ApiError } from '../lib/problem';
import { TextsProvider } from '../lib/texts';

const theme = createTheme({
  primaryColor: 'grape',
  // Mantine's middle shades do not have the contrast white text needs.
  primaryShade: { light: 8, dark: 8 },
  defaultRadius: 'md',
  // A column of a narrow table would cut a badge's word off.
  components: { Badge: { defaultProps: { variant: 'outline', miw: 'max-content' } } },
});

/** Mantine's dimmed text, and its red of an error, miss the contrast of WCAG AA. */
const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#5b6470',
    '--mantine-color-placeholder': '#5b6470',
    '--mantine-color-error': '#b3261e',
  },
  dark: {
    '--mantine-color-dimmed': '#a9b1ba',
    '--mantine-color-placeholder': '#a9b1ba',
    '--mantine-color-error': '#ff8a80',
  },
});

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
