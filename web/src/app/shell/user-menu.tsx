import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { IconArrowsExchange, IconLanguage, IconLogout, IconMoon, IconSun } from '@tabler/icons-react';
import { useSession } from '../../features/session/session';
import { changeHand } from '../../lib/hand';
import { useTexts } from '../../lib/texts';
import { useLeave } from '../../lib/unsaved';

/** Who is signed in, how the pages look and speak to them, and the way out. */
export function UserMenu() {
  const { profile, signOut } = useSession();
  const { t, locale, setLocale } = useTexts();
  const { setColorScheme } = useMantineColorScheme();
  const leave = useLeave();
  const dark = useComputedColorScheme() === 'dark';
  if (!profile) return null;
  const { user } = profile;
  return (
    <div className="user">
      <button
        type="button"
        className="user-button"
        popoverTarget="user-menu"
        aria-label={t('app.account', { name: user.name })}
      >
        <span className="user-initials" aria-hidden>
          {initialsOf(user.name)}
        </span>
        <span className="user-name">{user.name}</span>
      </button>
      <div id="user-menu" popover="auto" className="menu">
        <div className="menu-about">
          <strong>{user.name}</strong>
          <span>{user.email}</span>
          <span>{t(`role.${user.role}`)}</span>
        </div>
        <button type="button" className="menu-item" onClick={() => setLocale(locale === 'en' ? 'es' : 'en')}>
          <IconLanguage size={20} aria-hidden />
          {t('app.otherLanguage')}
        </button>
        <button type="button" className="menu-item" onClick={() => setColorScheme(dark ? 'light' : 'dark')}>
          {dark ? <IconSun size={20} aria-hidden /> : <IconMoon size={20} aria-hidden />}
          {t(dark ? 'app.light' : 'app.dark')}
        </button>
        {user.role !== 'platform_admin' && (
          <button type="button" className="menu-item" onClick={changeHand}>
            <IconArrowsExchange size={20} aria-hidden />
            {t('app.otherHand')}
          </button>
        )}
        <button type="button" className="menu-item" onClick={() => leave(() => void signOut())}>
          <IconLogout size={20} aria-hidden />
          {t('app.signOut')}
        </button>
      </div>
    </div>
  );
}

function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  return [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => word?.[0]?.toUpperCase() ?? '').join('');
}
