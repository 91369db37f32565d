import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

/** Bottle green: the one accent. White text on its shade 7 has a contrast of 5.4. */
const bottle: MantineColorsTuple = [
  '#ecf8f2',
  '#d3eee0',
  '#a8dcc3',
  '#78c9a2',
  '#4db685',
  '#2c9c6a',
  '#1a8859',
  '#0f7a4e',
  '#0b6540',
  '#074d31',
];

const gray: MantineColorsTuple = [
  '#f7f8f7',
  '#f0f2f1',
  '#e4e7e5',
  '#d3d8d5',
  '#b5bdb8',
  '#8d9791',
  '#6a756f',
  '#515b55',
  '#363e39',
  '#1c221f',
];

const dark: MantineColorsTuple = [
  '#e8ecea',
  '#c9d0cc',
  '#a3ada8',
  '#78837d',
  '#3d4642',
  '#2f3733',
  '#242b28',
  '#191f1c',
  '#121715',
  '#0c100e',
];

const refused: MantineColorsTuple = [
  '#fdeeed',
  '#fad9d7',
  '#f3b3af',
  '#ec8a84',
  '#e5665e',
  '#d8463d',
  '#c6352c',
  '#b3261e',
  '#931b15',
  '#6f120d',
];

const warning: MantineColorsTuple = [
  '#fff6e2',
  '#ffe9bd',
  '#ffd584',
  '#fbbf4a',
  '#f2a91f',
  '#d98f0b',
  '#b87405',
  '#965c03',
  '#764802',
  '#553401',
];

/** Eight quiet grounds for tiles, in light and in dark, each with its edge. Text on all of them has the contrast of WCAG AA. */
const TILES: readonly [light: string, dark: string, edge: string][] = [
  ['#e3f1ea', '#1d3029', '#3f9a72'],
  ['#e6eefb', '#1d2937', '#4c7fd0'],
  ['#f9ecdc', '#33291c', '#c98a3c'],
  ['#f6e6ea', '#34222a', '#c05f7c'],
  ['#ece8f8', '#282438', '#8069c4'],
  ['#e2f1f3', '#1b2f32', '#3d97a3'],
  ['#f3f0da', '#302e1c', '#a5973a'],
  ['#f0e9e4', '#2e2723', '#9c7660'],
];

function tiles(scheme: 0 | 1): Record<string, string> {
  return Object.fromEntries(
    TILES.flatMap((tile, hue) => [
      [`--tile-${hue}`, tile[scheme]],
      [`--tile-edge-${hue}`, tile[2]],
    ]),
  );
}

/** Interface face, sizes, radii and the four meanings a colour can have: the accent, neutral, a warning, a refusal. */
export const theme = createTheme({
  colors: { bottle, gray, dark, refused, warning },
  primaryColor: 'bottle',
  primaryShade: { light: 7, dark: 7 },
  black: '#151a17',
  fontFamily: "'Inter Variable', system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', 'Cascadia Mono', Menlo, monospace",
  fontSizes: { xs: '12px', sm: '13px', md: '15px', lg: '17px', xl: '20px' },
  lineHeights: { xs: '1.35', sm: '1.4', md: '1.5', lg: '1.5', xl: '1.5' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '12px', xl: '16px' },
  defaultRadius: 'md',
  shadows: {
    xs: '0 1px 2px rgb(16 24 20 / 6%)',
    sm: '0 1px 2px rgb(16 24 20 / 6%), 0 2px 6px rgb(16 24 20 / 6%)',
    md: '0 2px 4px rgb(16 24 20 / 6%), 0 8px 24px rgb(16 24 20 / 12%)',
  },
  headings: { fontWeight: '650' },
  // What stands still needs no motion; what moves is done within 150 ms, and at once where the system asks for that.
  respectReducedMotion: true,
  components: {
    // A column of a narrow table would cut a badge's word off.
    Badge: { defaultProps: { variant: 'light', color: 'gray', miw: 'max-content', tt: 'none', fw: 600 } },
    ModalBase: { defaultProps: { transitionProps: { duration: 120 } } },
  },
});

/** What Mantine leaves to its defaults that lack the contrast of WCAG AA, and the surfaces everything else stands on. */
export const cssVariablesResolver: CSSVariablesResolver = ({ colors }) => ({
  variables: {},
  light: {
    ...tiles(0),
    '--mantine-color-text': '#151a17',
    '--mantine-color-dimmed': '#57625c',
    '--mantine-color-placeholder': '#66716b',
    '--mantine-color-error': colors['refused']?.[7] ?? '',
    '--mantine-color-default-border': '#dde2df',
    '--ground': '#f3f5f4',
    '--surface': '#ffffff',
    '--surface-quiet': '#f7f8f7',
    '--line': '#e3e8e5',
    '--quiet': '#57625c',
    '--accent': colors['bottle']?.[7] ?? '',
    '--accent-text': colors['bottle']?.[8] ?? '',
    '--accent-wash': '#e6f4ec',
    '--warning-text': '#764802',
    '--warning-wash': '#fff3d6',
    '--refused-text': colors['refused']?.[7] ?? '',
    '--refused-wash': '#fdeeed',
    '--chip': '#e7ecea',
    '--on-accent': '#ffffff',
    '--toast': '#242b28',
    '--on-toast': '#f0f2f1',
    '--heat-1': colors['bottle']?.[0] ?? '',
    '--heat-2': colors['bottle']?.[1] ?? '',
    '--heat-3': colors['bottle']?.[2] ?? '',
    '--heat-4': colors['bottle']?.[7] ?? '',
    '--heat-5': colors['bottle']?.[8] ?? '',
    '--on-heat': '#ffffff',
  },
  dark: {
    ...tiles(1),
    '--mantine-color-text': '#e8ecea',
    '--mantine-color-dimmed': '#a8b2ad',
    '--mantine-color-placeholder': '#98a39d',
    '--mantine-color-error': '#ff9d96',
    '--mantine-color-default-border': '#343d38',
    '--mantine-color-body': '#191f1c',
    '--ground': '#101512',
    '--surface': '#191f1c',
    '--surface-quiet': '#1f2622',
    '--line': '#2c3430',
    '--quiet': '#a8b2ad',
    '--accent': colors['bottle']?.[4] ?? '',
    '--accent-text': colors['bottle']?.[3] ?? '',
    '--accent-wash': '#173327',
    '--warning-text': colors['warning']?.[2] ?? '',
    '--warning-wash': '#33290f',
    '--refused-text': '#ff9d96',
    '--refused-wash': '#3a1d1b',
    '--chip': '#2c3430',
    '--on-accent': '#0c100e',
    '--toast': '#e4e7e5',
    '--on-toast': '#1c221f',
    '--heat-1': '#173327',
    '--heat-2': '#1a4030',
    '--heat-3': '#1c5039',
    '--heat-4': colors['bottle']?.[4] ?? '',
    '--heat-5': colors['bottle']?.[3] ?? '',
    '--on-heat': '#0c100e',
  },
});
