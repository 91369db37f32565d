/** Of some languages, by their tags, the one that a browser would rather have: RFC 9110, 12.5.4. Undefined where it has none of them. */
export function acceptedLanguage<Language extends string>(
  header: string | undefined,
  languages: readonly Language[],
): Language | undefined {
  const wanted = (header ?? '').split(',').map((part) => {
    const [range = '', ...parameters] = part.split(';').map((word) => word.trim().toLowerCase());
    const quality = parameters.find((one) => one.startsWith('q='))?.slice(2);
    return { range, quality: quality === undefined ? 1 : Number(quality) };
  });
  const byQuality = wanted.filter(({ quality }) => quality > 0).sort((a, b) => b.quality - a.quality);
  for (const { range } of byQuality) {
    const found = languages.find((language) => range === language || range.startsWith(`${language}-`));
    if (found) return found;
  }
  return undefined;
}
