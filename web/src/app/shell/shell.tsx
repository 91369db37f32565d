import type { ReactNode } from 'react';
import { useSession } from '../../features/session/session';
import { ConnectionNotice } from './connection-notice';
import { Navigation } from './navigation';
import { pagesOf } from './pages';
import { TopBar } from './top-bar';

/** What stands around every page: where one may go, where one is, and who one is. */
export function Shell({ children }: { children: ReactNode }) {
  const { profile } = useSession();
  if (!profile) return null;
  const groups = pagesOf(profile.user.role);
  const hasNavigation = groups.flatMap(({ pages }) => pages).length > 1;
  return (
    <div className="shell" data-navigation={hasNavigation || undefined}>
      {hasNavigation && <Navigation groups={groups} />}
      <TopBar hasNavigation={hasNavigation} />
      <ConnectionNotice />
      <main className="shell-page">{children}</main>
    </div>
  );
}
