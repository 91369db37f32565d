import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import {
  IconArrowsExchange,
  IconClock,
  IconKey,
  IconLanguage,
  IconLogout,
  IconMoon,
  IconSun,
  IconUsers,
} from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useSession } from '../../features/session/session';
import { changeHand } from '../../lib/hand';
import { useTexts } from '../../lib/texts';
import { useLeave } from '../../lib/unsaved';

const Switch = lazy(() => import('./switch-user').then((module) => ({ default: module.SwitchUserDialog })));
const Clock = lazy(() => import('./clock-dialog').then((module) => ({ default: module.ClockDialog })));
const Pin = lazy(() => import('./pin-dialog').then(({ PinDialog }) => ({ default: PinDialog })));

/** Who is signed in, how the pages look and speak to them, and the way out. */
export function UserMenu() {
  const { profile, signOut } = useSession();
  const { t, locale, setLocale } = useTexts();
  const { setColorScheme } = useMantineColorScheme();
  const leave = useLeave();
  const [setting, setSetting] = useState(false);
  const [switching, setSwitching] = useState(false);
  const [clocking, setClocking] = useState(false);
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
        {user.role !== 'platform_admin' && (
          <button
            type="button"
            className="menu-item"
            onClick={(event) => {
              event.currentTarget.closest<HTMLElement>('[popover]')?.hidePopover();
              setClocking(true);
            }}
          >
            <IconClock size={20} aria-hidden />
            {t('clock.title')}
          </button>
        )}
        {user.role !== 'platform_admin' && (
          <button
            type="button"
            className="menu-item"
            onClick={(event) => {
              event.currentTarget.closest<HTMLElement>('[popover]')?.hidePopover();
              leave(() => setSwitching(true));
            }}
          >
            <IconUsers size={20} aria-hidden />
            {t('switch.title')}
          </button>
        )}
        {user.role !== 'platform_admin' && (
          <button
            type="button"
            className="menu-item"
            onClick={(event) => {
              event.currentTarget.closest<HTMLElement>('[popover]')?.hidePopover();
              setSetting(true);
            }}
          >
            <IconKey size={20} aria-hidden />
            {t('pin.title')}
          </button>
        )}
        <button type="button" className="menu-item" onClick={() => leave(() => void signOut())}>
          <IconLogout size={20} aria-hidden />
          {t('app.signOut')}
        </button>
      </div>
      {clocking && (
        <Suspense fallback={null}>
          <Clock onClose={() => setClocking(false)} />
        </Suspense>
      )}
      {switching && (
        <Suspense fallback={null}>
          <Switch onClose={() => setSwitching(false)} />
        </Suspense>
      )}
      {setting && (
        <Suspense fallback={null}>
          <Pin onClose={() => setSetting(false)} />
        </Suspense>
      )}
    </div>
  );
}

function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  return [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => word?.[0]?.toUpperCase() ?? '').join('');
}
