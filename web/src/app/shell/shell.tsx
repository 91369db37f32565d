import { useHotkeys } from '@mantine/hooks';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useLocation } from 'wouter';
import { Failure } from '../../components/failure';
import { FailureBoundary } from '../../components/failure-boundary';
import { ToastsProvider } from '../../components/toasts';
import { useSession } from '../../features/session/session';
import { withItsTexts } from '../../lib/texts';
import { ConnectionNotice } from './connection-notice';
import { Navigation } from './navigation';
import { pagesOf } from './pages';
import { TopBar } from './top-bar';
import { useTillLock } from './use-till-lock';

const LockedTill = lazy(() => withItsTexts(import('./switch-user')).then((module) => ({ default: module.LockedTill })));
const Find = lazy(() => withItsTexts(import('./find')).then((module) => ({ default: module.Find })));

/** What stands around every page: where one may go, where one is, and who one is. */
export function Shell({ children }: { children: ReactNode }) {
  const { profile } = useSession();
  const [finding, setFinding] = useState(false);
  const mayFind = profile?.user.role === 'manager' || profile?.user.role === 'org_admin';
  const { locked, unlock } = useTillLock(profile?.organization?.id ?? '');
  useHotkeys([['mod+K', () => mayFind && setFinding(true)]], []);
  const [location] = useLocation();
  if (!profile) return null;
  if (locked && profile.organization) {
    return (
      <Suspense fallback={null}>
        <LockedTill onUnlock={unlock} />
      </Suspense>
    );
  }
  const groups = pagesOf(profile.user.role);
  const hasNavigation = groups.flatMap(({ pages }) => pages).length > 1;
  return (
    <ToastsProvider>
      <div className="shell" data-navigation={hasNavigation || undefined}>
        {hasNavigation && <Navigation groups={groups} />}
        <TopBar hasNavigation={hasNavigation} {...(mayFind && { onSearch: () => setFinding(true) })} />
        <ConnectionNotice />
        <main className="shell-page">
          <FailureBoundary place={location} fallback={() => <Failure />}>
            {children}
          </FailureBoundary>
        </main>
        {finding && profile.organization && (
          <Suspense fallback={null}>
            <Find
              pages={groups.flatMap(({ pages }) => pages)}
              currency={profile.organization.currency}
              onClose={() => setFinding(false)}
            />
          </Suspense>
        )}
      </div>
    </ToastsProvider>
  );
}
