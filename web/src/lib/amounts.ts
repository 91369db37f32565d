/** Cents of what was keyed on the pad: "20" and "20.5" are dollars; undefined when it is no amount. */
export function readAmount(typed: string): number | undefined {
  const match = /^(\d{1,7})(?:[.,](\d{0,2}))?$/.exec(typed.trim());
  if (!match) return undefined;
  return Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
}
