/** Of two states of a thing, what is not the same in both. */
export function changedFields<T extends object>(before: T, after: object): { before: Partial<T>; after: object } {
  const is = after as Record<string, unknown>;
  const names = Object.keys(after).filter((name) => text(before[name as keyof T]) !== text(is[name]));
  return {
    before: Object.fromEntries(names.map((name) => [name, before[name as keyof T] ?? null])) as Partial<T>,
    after: Object.fromEntries(names.map((name) => [name, is[name] ?? null])),
  };
}

function text(value: unknown): string {
  return JSON.stringify(value ?? null);
}
