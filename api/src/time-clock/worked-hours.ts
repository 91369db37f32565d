import type { HoursOfDto, WorkedDto } from './dto/clock.dto';

/** Somebody came or went. */
export interface ClockEntry {
  userId: string;
  name: string;
  kind: 'in' | 'out';
  at: Date;
}

const MINUTE_MS = 60_000;
/** Nobody works longer: whoever did not go by then forgot to say so. */
const LONGEST_MS = 16 * 60 * MINUTE_MS;

/**
 * What everybody worked, counted for the day on which it was begun. Minutes are whole ones, of each stretch.
 * @param entries in the order of their time
 * @param begun only what began within it counts
 */
export function workedHours(entries: readonly ClockEntry[], begun: { from: Date; to: Date }, now: Date): HoursOfDto[] {
  const people = new Map<string, HoursOfDto>();
  const open = new Map<string, WorkedDto>();
  const forgotten = (worked: WorkedDto, until: Date) => until.getTime() - worked.in.getTime() > LONGEST_MS;
  for (const { userId, name, kind, at } of entries) {
    const before = open.get(userId);
    open.delete(userId);
    if (before && (kind === 'in' || forgotten(before, at))) before.forgotten = true;
    else if (before)
      Object.assign(before, { out: at, minutes: Math.floor((at.getTime() - before.in.getTime()) / MINUTE_MS) });
    if (kind === 'out') continue;
    const worked: WorkedDto = { in: at, out: null, minutes: null, forgotten: false };
    open.set(userId, worked);
    if (at < begun.from || at >= begun.to) continue;
    const person = people.get(userId) ?? { userId, name, minutes: 0, worked: [] };
    person.worked.push(worked);
    people.set(userId, person);
  }
  for (const worked of open.values()) worked.forgotten = forgotten(worked, now);
  for (const person of people.values()) {
    person.minutes = person.worked.reduce((sum, { minutes }) => sum + (minutes ?? 0), 0);
  }
  return [...people.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}
