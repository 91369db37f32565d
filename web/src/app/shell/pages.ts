import {
  IconBottle,
  IconBuilding,
  IconCash,
  IconCashRegister,
  IconChartBar,
  IconClipboardCheck,
  IconLayoutDashboard,
  IconListSearch,
  IconNotebook,
  IconPackages,
  IconReceipt,
  IconSettings,
  IconTag,
  IconUsers,
} from '@tabler/icons-react';
import type { Profile } from '../../features/session/session';
import type { TextKey } from '../../lib/texts';

type Role = Profile['user']['role'];

export interface ShellPage {
  to: string;
  text: TextKey;
  icon: typeof IconBottle;
  roles: readonly Role[];
}

const MANAGERS: Role[] = ['manager', 'org_admin'];

/** Every page of the navigation, in its groups. A phone's bar has room for the first four. */
const GROUPS: { text: TextKey; pages: ShellPage[] }[] = [
  {
    text: 'nav.sell',
    pages: [
      { to: '/till', text: 'nav.till', icon: IconCashRegister, roles: ['cashier', ...MANAGERS] },
      { to: '/', text: 'nav.dashboard', icon: IconLayoutDashboard, roles: MANAGERS },
      { to: '/sales', text: 'nav.sales', icon: IconReceipt, roles: MANAGERS },
      { to: '/drawers', text: 'nav.drawers', icon: IconCash, roles: MANAGERS },
      { to: '/accounts', text: 'nav.accounts', icon: IconNotebook, roles: MANAGERS },
    ],
  },
  {
    text: 'nav.catalogue',
    pages: [
      { to: '/products', text: 'nav.products', icon: IconBottle, roles: MANAGERS },
      { to: '/inventory', text: 'nav.inventory', icon: IconPackages, roles: MANAGERS },
      { to: '/counts', text: 'nav.counts', icon: IconClipboardCheck, roles: MANAGERS },
      { to: '/pricing', text: 'nav.pricing', icon: IconTag, roles: MANAGERS },
    ],
  },
  {
    text: 'nav.manage',
    pages: [
      { to: '/reports', text: 'nav.reports', icon: IconChartBar, roles: MANAGERS },
      { to: '/log', text: 'nav.audit', icon: IconListSearch, roles: MANAGERS },
      { to: '/users', text: 'nav.users', icon: IconUsers, roles: MANAGERS },
      { to: '/settings', text: 'nav.settings', icon: IconSettings, roles: ['org_admin'] },
      { to: '/platform', text: 'nav.platform', icon: IconBuilding, roles: ['platform_admin'] },
    ],
  },
];

/** The groups of pages a role has. */
export function pagesOf(role: Role): { text: TextKey; pages: ShellPage[] }[] {
  return GROUPS.map(({ text, pages }) => ({ text, pages: pages.filter(({ roles }) => roles.includes(role)) })).filter(
    ({ pages }) => pages.length > 0,
  );
}

export function isAt(location: string, { to }: ShellPage): boolean {
  return to === '/' ? location === '/' : location === to || location.startsWith(`${to}/`);
}
