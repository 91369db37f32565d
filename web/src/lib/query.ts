/** A page's query with one value more, another, or none of it. */
export const changed =
  (name: string, value: string) =>
  (before: URLSearchParams): URLSearchParams => {
    const next = new URLSearchParams(before);
    if (value) next.set(name, value);
    else next.delete(name);
    return next;
  };
