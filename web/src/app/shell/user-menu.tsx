import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import {
  type Icon,
  IconArrowsExchange,
  IconClock,
  IconDeviceDesktop,
  IconKey,
  IconLanguage,
  IconLogout,
  IconMoon,
  IconPrinter,
  IconSun,
  IconUsers,
} from '@tabler/icons-react';
import { lazy, type MouseEvent, Suspense, useState } from 'react';
import { useSession } from '../../features/session/session';
import { changeHand } from '../../lib/hand';
import { useTexts, withItsTexts } from '../../lib/texts';
import { useLeave } from '../../lib/unsaved';

/** What the menu opens. */
const DIALOGS = {
  switch: lazy(() => withItsTexts(import('./switch-user')).then((module) => ({ default: module.SwitchUserDialog }))),
  clock: lazy(() => withItsTexts(import('./clock-dialog')).then((module) => ({ default: module.ClockDialog }))),
  printer: lazy(() => withItsTexts(import('./printer-dialog')).then((module) => ({ default: module.PrinterDialog }))),
  pin: lazy(() => withItsTexts(import('./pin-dialog')).then((module) => ({ default: module.PinDialog }))),
};

/** Who is signed in, how the pages look and speak to them, and the way out. */
export function UserMenu() {
  const { profile, signOut } = useSession();
  const { t, locale, setLocale } = useTexts();
  const { setColorScheme } = useMantineColorScheme();
  const leave = useLeave();
  const [dialog, setDialog] = useState<keyof typeof DIALOGS>();
  const Opened = dialog && DIALOGS[dialog];
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
        <MenuItem
          icon={IconLanguage}
          text={t('app.otherLanguage')}
          onClick={() => setLocale(locale === 'en' ? 'es' : 'en')}
        />
        <MenuItem
          icon={dark ? IconSun : IconMoon}
          text={t(dark ? 'app.light' : 'app.dark')}
          onClick={() => setColorScheme(dark ? 'light' : 'dark')}
        />
        {user.role !== 'platform_admin' && (
          <>
            <MenuItem icon={IconArrowsExchange} text={t('app.otherHand')} onClick={changeHand} />
            <MenuItem closes icon={IconClock} text={t('clock.title')} onClick={() => setDialog('clock')} />
            <MenuItem
              closes
              icon={IconUsers}
              text={t('switch.title')}
              onClick={() => leave(() => setDialog('switch'))}
            />
            <MenuItem
              closes
              icon={IconDeviceDesktop}
              text={t('display.title')}
              onClick={() => window.open('/display', 'customer-display', 'popup')}
            />
            <MenuItem closes icon={IconPrinter} text={t('printer.title')} onClick={() => setDialog('printer')} />
            <MenuItem closes icon={IconKey} text={t('pin.title')} onClick={() => setDialog('pin')} />
          </>
        )}
        <MenuItem icon={IconLogout} text={t('app.signOut')} onClick={() => leave(() => void signOut())} />
      </div>
      {Opened && (
        <Suspense fallback={null}>
          <Opened onClose={() => setDialog(undefined)} />
        </Suspense>
      )}
    </div>
  );
}

interface MenuItemProps {
  icon: Icon;
  text: string;
  /** A dialog follows, which the menu would cover. */
  closes?: boolean;
  onClick(): void;
}

function MenuItem({ icon: ItemIcon, text, closes = false, onClick }: MenuItemProps) {
  const press = (event: MouseEvent) => {
    if (closes) event.currentTarget.closest<HTMLElement>('[popover]')?.hidePopover();
    onClick();
  };
  return (
    <button type="button" className="menu-item" onClick={press}>
      <ItemIcon size={20} aria-hidden />
      {text}
    </button>
  );
}

function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  return [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => word?.[0]?.toUpperCase() ?? '').join('');
}
