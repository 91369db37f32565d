/** What may have decimals; every other number of this API is money in cents, units, a count, a version or a rate in millionths. */
const WITH_DECIMALS = new Set(['abv', 'minAbv', 'maxAbv', 'weight', 'parameters']);
/** Beyond it a JSON number is no longer exact everywhere. */
const LARGEST = Number.MAX_SAFE_INTEGER;

/** TypeScript knows numbers alone; the document says which of them are whole. */
export function sayWhichAreWhole(node: unknown, name = ''): void {
  if (Array.isArray(node)) {
    for (const inner of node) sayWhichAreWhole(inner, name);
    return;
  }
  if (typeof node !== 'object' || node === null) return;
  const schema = node as { type?: unknown; maximum?: number };
  if (schema.type === 'number' && !WITH_DECIMALS.has(name)) {
    schema.type = 'integer';
    if (schema.maximum === undefined) Object.assign(schema, { format: 'int64', maximum: LARGEST });
  }
  for (const [key, inner] of Object.entries(node)) {
    // What stands inside these is no schema.
    if (key === 'example' || key === 'examples' || key === 'enum' || key === 'default') continue;
    sayWhichAreWhole(inner, key === 'items' || key === 'allOf' || key === 'oneOf' || key === 'schema' ? name : key);
  }
}
