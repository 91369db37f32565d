interface Keyed {
  _id: string | number | null;
}

/** `2012-01-31/17` is `2-17`: the Tuesday's hour from five. */
export function weekdayHourOf(dayAndHour: string): string {
  const [day = '', hour = ''] = dayAndHour.split('/');
  return `${new Date(`${day}T00:00:00Z`).getUTCDay()}-${hour.padStart(2, '0')}`;
}

/** Adds up the hours of all days that fall on one weekday. */
export function byWeekdayAndHour<Group extends Keyed>(groups: readonly Group[]): Group[] {
  const folded = new Map<string, Group>();
  for (const group of groups) {
    const key = weekdayHourOf(String(group._id));
    const before = folded.get(key);
    folded.set(key, before ? added(before, group) : { ...group, _id: key });
  }
  return [...folded.values()];
}

function added<Group extends Keyed>(a: Group, b: Group): Group {
  const sums = Object.entries(a).map(([name, value]) => {
    const other = b[name as keyof Group];
    return [name, typeof value === 'number' && typeof other === 'number' ? value + other : value];
  });
  return Object.fromEntries(sums) as Group;
}
