import { IconSearch } from '@tabler/icons-react';
import { Mark } from '../../components/mark';
import { useSession } from '../../features/session/session';
import { useT } from '../../lib/texts';
import { ThisRegisterButton } from './this-register-button';
import { UserMenu } from './user-menu';

/** Where one is, the way to anything, and who one is. */
export function TopBar({ hasNavigation, onSearch }: { hasNavigation: boolean; onSearch?: () => void }) {
  const t = useT();
  const { profile } = useSession();
  return (
    <header className="top-bar">
      {!hasNavigation && <Mark />}
      {profile?.organization ? <ThisRegisterButton /> : <strong className="place">{t('nav.platform')}</strong>}
      {onSearch && (
        <button type="button" className="find" aria-label={t('find.title')} onClick={onSearch}>
          <IconSearch size={16} aria-hidden />
          <span>{t('find.title')}</span>
          <kbd>Ctrl K</kbd>
        </button>
      )}
      <UserMenu />
    </header>
  );
}
