import {
  IconCash,
  IconGift,
  IconKeyboard,
  IconNotebook,
  IconPercentage,
  IconPlayerPause,
  IconPrinter,
  IconRecycle,
  IconTag,
  IconUser,
} from '@tabler/icons-react';
import type { TextKey } from '../../lib/texts';
import type { Till } from './use-till';

/** Something a cashier can do at the till besides ringing up. The keys, their list and the buttons under the sale are all made from this one table. */
export interface Command {
  id: string;
  /** What is done now and then has none. */
  key?: string;
  /** In the list of keys. */
  text: TextKey;
  /** Its button under the sale; commands without one stand elsewhere on the page. */
  button?: { text: TextKey; icon: typeof IconUser };
  when?: (till: Till) => boolean;
  /** Pressed while a scan is on its way, it is done when that is there: what was scanned belongs to it. */
  afterScans?: boolean;
  /** Whether this store has any use for it. */
  offered?: (till: Till) => boolean;
  run(till: Till): void;
}

const opens =
  (kind: 'discount' | 'customer' | 'coupon' | 'empties' | 'gift-card' | 'account' | 'receipt' | 'keys' | 'drawer') =>
  ({ dispatch }: Till) =>
    dispatch({ kind: 'dialog', dialog: { kind } });

export const COMMANDS: readonly Command[] = [
  {
    id: 'line',
    key: 'F2',
    text: 'keys.line',
    when: ({ chosen }) => chosen !== undefined,
    run: ({ state, chosen, dispatch }) =>
      chosen && dispatch({ kind: 'dialog', dialog: { kind: 'line', index: state.sale.basket.indexOf(chosen) } }),
  },
  {
    id: 'discount',
    key: 'F4',
    text: 'keys.discount',
    button: { text: 'action.discount', icon: IconPercentage },
    when: ({ nothing }) => !nothing,
    run: opens('discount'),
  },
  {
    id: 'customer',
    key: 'F7',
    text: 'keys.customer',
    button: { text: 'action.customer', icon: IconUser },
    run: opens('customer'),
  },
  {
    id: 'coupon',
    text: 'action.coupon',
    button: { text: 'action.coupon', icon: IconTag },
    offered: ({ book, state }) =>
      (state.sale.coupons?.length ?? 0) > 0 || book.promotions.some(({ couponCode }) => couponCode !== null),
    run: opens('coupon'),
  },
  {
    id: 'hold',
    key: 'F6',
    text: 'keys.hold',
    button: { text: 'action.hold', icon: IconPlayerPause },
    when: ({ busy, nothing, held }) => !busy && (!nothing || held.length > 0),
    run: (till) => till.holdOrShow(),
  },
  {
    id: 'empties',
    key: 'F8',
    text: 'keys.empties',
    button: { text: 'action.empties', icon: IconRecycle },
    run: opens('empties'),
  },
  {
    id: 'gift-card',
    text: 'action.giftCard',
    button: { text: 'action.giftCard', icon: IconGift },
    offered: ({ book }) => book.tenders.includes('gift_card'),
    run: opens('gift-card'),
  },
  {
    id: 'account',
    text: 'action.account',
    button: { text: 'action.account', icon: IconNotebook },
    offered: ({ book }) => book.tenders.includes('house_account'),
    run: opens('account'),
  },
  {
    id: 'pay',
    key: 'F9',
    text: 'keys.pay',
    afterScans: true,
    when: ({ mayPay }) => mayPay,
    run: (till) => till.startPayment(),
  },
  {
    id: 'exact',
    key: 'F1',
    text: 'keys.exact',
    afterScans: true,
    when: ({ mayPay, dueCents }) => mayPay && dueCents > 0,
    run: (till) => till.payExact(),
  },
  {
    id: 'receipt',
    key: 'F10',
    text: 'keys.receipt',
    button: { text: 'action.receipt', icon: IconPrinter },
    run: opens('receipt'),
  },
  {
    id: 'drawer',
    key: 'F3',
    text: 'keys.drawer',
    button: { text: 'action.drawer', icon: IconCash },
    run: opens('drawer'),
  },
  { id: 'keys', key: '?', text: 'keys.help', button: { text: 'till.keys', icon: IconKeyboard }, run: opens('keys') },
];

/** Whether a command can be run by who stands at the till, leaving aside what stands on the screen. */
export function isOpen({ when = () => true }: Command, till: Till): boolean {
  return when(till);
}

/** Runs a command by its key: nothing happens behind a dialog, or before the change was handed back. */
export function runCommand(command: Command, till: Till): void {
  if (till.state.dialog || till.done) return;
  if (isOpen(command, till)) command.run(till);
}

export function runById(id: string, till: Till): void {
  const command = COMMANDS.find((one) => one.id === id);
  if (!command) throw new Error(`there is no command ${id}`);
  runCommand(command, till);
}
