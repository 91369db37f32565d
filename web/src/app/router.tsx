import { Center, Loader, Text } from '@mantine/core';
import { BrowserRouter, Navigate, Route, Routes } from 'react-router';
import { SignInForm } from '../features/session/components/sign-in-form';
import { useSession } from '../features/session/session';
import { Till } from '../features/till/components/till';
import { UsersPage } from '../features/users/components/users-page';
import { Shell } from './shell';

/** The address stays while one signs in again, so that one is back where one was. */
export function Router() {
  const { profile } = useSession();
  if (profile === undefined) {
    return (
      <Center h="100dvh">
        <Loader aria-label="Loading" />
      </Center>
    );
  }
  if (profile === null) return <SignInForm />;
  if (!profile.organization) return <PlatformAdminNotice />;
  return (
    <BrowserRouter>
      <Routes>
        <Route element={<Shell />}>
          <Route path="/till" element={<Till />} />
          {profile.user.role === 'org_admin' && <Route path="/users" element={<UsersPage />} />}
          <Route path="*" element={<Navigate to="/till" replace />} />
        </Route>
      </Routes>
    </BrowserRouter>
  );
}

function PlatformAdminNotice() {
  const { signOut } = useSession();
  return (
    <Center h="100dvh" p="md">
      <Text>
        Platform admins work in <a href="/api/docs">the API’s pages</a> and on the command line.{' '}
        <button type="button" onClick={() => void signOut()}>
          Sign out
        </button>
      </Text>
    </Center>
  );
}
