/**
 * What a browser kept as JSON. What is no JSON, or of another shape, counts as nothing: it was written by another version or by hand, and no
 * page may die of it, reload after reload.
 */
export function readStored<T>(text: string | null, isRight: (value: Partial<T>) => boolean): T | undefined {
  if (text === null) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && isRight(value) ? (value as T) : undefined;
  } catch {
    return undefined;
  }
}

/** A list of which each item is right. */
export function readStoredList<T>(text: string | null, isRight: (value: Partial<T>) => boolean): readonly T[] {
  const list = readStored<readonly unknown[]>(text, Array.isArray) ?? [];
  return list.filter((item): item is T => typeof item === 'object' && item !== null && isRight(item as Partial<T>));
}
