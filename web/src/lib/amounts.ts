/** Cents of what was keyed on the pad or pasted: "20", ".5" and "$20.5" are dollars; undefined when it is no amount. */
export function readAmount(typed: string): number | undefined {
  const text = typed.trim().replace(/^\p{Sc}\s*/u, '');
  // A thousand may have its comma: 1,234.50.
  const plain = /^\d{1,3}(,\d{3})+(\.\d{1,2})?$/.test(text) ? text.replaceAll(',', '') : text;
  const match = /^(\d{0,7})(?:[.,](\d{0,2}))?$/.exec(plain);
  if (!match || !/\d/.test(plain)) return undefined;
  return Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
}
