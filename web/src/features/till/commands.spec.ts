import { describe, expect, it } from 'vitest';
import { en } from '../../locales/en';
import { COMMANDS, runById } from './commands';
import { newSale } from './machine/open-sale';
import { initialState } from './machine/reduce';
import type { TillEvent } from './machine/state';
import type { Till } from './use-till';

function tillWith(changes: Partial<Till>): { till: Till; events: TillEvent[] } {
  const events: TillEvent[] = [];
  const till = {
    state: initialState(newSale()),
    dispatch: (event: TillEvent) => events.push(event),
    mayChangePrices: true,
    mayPay: true,
    nothing: false,
    busy: false,
    held: [],
    ageAsked: false,
    startPayment: () => events.push({ kind: 'pay', ageAsked: false }),
    ...changes,
  } as unknown as Till;
  return { till, events };
}

describe('the commands of the till', () => {
  it('have a key and an id of their own, and a text', () => {
    for (const field of ['id', 'key', 'text'] as const) {
      // What is done now and then has no key.
      const own = COMMANDS.flatMap((command) => command[field] ?? []);
      expect(new Set(own).size).toBe(own.length);
    }
    for (const { text } of COMMANDS) expect(Object.keys(en)).toContain(text);
  });

  it('open no payment while a scan is on its way, nor behind a dialog, nor before the change is handed back', () => {
    const open = tillWith({});
    runById('pay', open.till);
    expect(open.events).toEqual([{ kind: 'pay', ageAsked: false }]);
    const state = { ...initialState(newSale()), dialog: { kind: 'keys' } as const };
    const done = {} as NonNullable<Till['done']>;
    for (const changes of [{ mayPay: false }, { state }, { done }]) {
      const { till, events } = tillWith(changes);
      runById('pay', till);
      expect(events).toEqual([]);
    }
  });
});
