import { Box, Button, Group, Text, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { NavLink, Outlet } from 'react-router';
import { useSession } from '../features/session/session';
import { type TextKey, useTexts } from '../lib/texts';
import { ConnectionNotice } from './connection-notice';
import { ThisRegisterButton } from './this-register-button';

type Role = NonNullable<ReturnType<typeof useSession>['profile']>['user']['role'];

const MANAGERS: Role[] = ['manager', 'org_admin'];
const LINKS: { to: string; text: TextKey; roles: Role[] }[] = [
  { to: '/', text: 'nav.dashboard', roles: MANAGERS },
  { to: '/till', text: 'nav.till', roles: ['cashier', ...MANAGERS] },
  { to: '/products', text: 'nav.products', roles: MANAGERS },
  { to: '/inventory', text: 'nav.inventory', roles: MANAGERS },
  { to: '/pricing', text: 'nav.pricing', roles: MANAGERS },
  { to: '/sales', text: 'nav.sales', roles: MANAGERS },
  { to: '/reports', text: 'nav.reports', roles: MANAGERS },
  { to: '/users', text: 'nav.users', roles: MANAGERS },
  { to: '/settings', text: 'nav.settings', roles: ['org_admin'] },
  { to: '/platform', text: 'nav.platform', roles: ['platform_admin'] },
];

/** The bar above every page: where one is, where one may go, and the way out. */
export function Shell() {
  const { profile, signOut } = useSession();
  const { t, locale, setLocale } = useTexts();
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme() === 'dark';
  if (!profile) return null;
  const { user, organization } = profile;
  const links = LINKS.filter(({ roles }) => roles.includes(user.role));
  return (
    <Box h="100dvh" style={{ display: 'flex', flexDirection: 'column' }}>
      <Group component="header" justify="space-between" px="md" py={6} className="shell-bar">
        {organization ? (
          <ThisRegisterButton />
        ) : (
          <Text fw={700} className="shell-name">
            {t('nav.platform')}
          </Text>
        )}
        {links.length > 1 && (
          <Group gap="md" component="nav" wrap="nowrap" className="shell-links">
            {links.map(({ to, text }) => (
              <PageLink key={to} to={to}>
                {t(text)}
              </PageLink>
            ))}
          </Group>
        )}
        <Group gap={4} wrap="nowrap">
          <Text size="sm" visibleFrom="xl">
            {user.name}
          </Text>
          <Button
            variant="subtle"
            color="gray"
            size="md"
            px="xs"
            aria-label={t('app.language')}
            onClick={() => setLocale(locale === 'en' ? 'es' : 'en')}
          >
            {locale.toUpperCase()}
          </Button>
          <Button
            variant="subtle"
            color="gray"
            size="md"
            px="xs"
            aria-label={t('app.colors')}
            onClick={() => setColorScheme(dark ? 'light' : 'dark')}
          >
            {t(dark ? 'app.light' : 'app.dark')}
          </Button>
          <Button variant="default" size="md" px="sm" onClick={() => void signOut()}>
            {t('app.signOut')}
          </Button>
        </Group>
      </Group>
      <ConnectionNotice />
      <Box component="main" style={{ flex: 1, minHeight: 0, overflowY: 'auto' }}>
        <Outlet />
      </Box>
    </Box>
  );
}

function PageLink({ to, children }: { to: string; children: string }) {
  return (
    <NavLink
      to={to}
      end={to === '/'}
      style={({ isActive }) => ({
        padding: '12px 4px',
        color: 'inherit',
        whiteSpace: 'nowrap',
        fontWeight: isActive ? 700 : 400,
      })}
    >
      {children}
    </NavLink>
  );
}
