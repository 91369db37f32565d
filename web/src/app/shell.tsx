import { Box, Button, Group, Text } from '@mantine/core';
import { NavLink, Outlet } from 'react-router';
import { useProfile, useSession } from '../features/session/session';

/** The bar above every page: where one is, where one may go, and the way out. */
export function Shell() {
  const { user, organization } = useProfile();
  const { signOut } = useSession();
  return (
    <Box h="100dvh" style={{ display: 'flex', flexDirection: 'column' }}>
      <Group
        component="header"
        justify="space-between"
        px="md"
        py={6}
        style={{ borderBottom: '1px solid var(--mantine-color-default-border)' }}
      >
        <Group gap="md" component="nav">
          <Text fw={700}>{organization.name}</Text>
          <PageLink to="/till">Till</PageLink>
          {user.role === 'org_admin' && <PageLink to="/users">Users</PageLink>}
        </Group>
        <Group gap="md">
          <Text size="sm" visibleFrom="sm">
            {user.name}
          </Text>
          <Button variant="default" size="md" onClick={() => void signOut()}>
            Sign out
          </Button>
        </Group>
      </Group>
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
      style={({ isActive }) => ({ padding: '12px 4px', color: 'inherit', fontWeight: isActive ? 700 : 400 })}
    >
      {children}
    </NavLink>
  );
}
