/** A bottle's size as labels name it: 750 ml, 1.75 L; nothing where it is not known. */
export function bottleSize(volumeMl: number | null | undefined): string {
  if (volumeMl === null || volumeMl === undefined) return '';
  return volumeMl < 1000 ? `${volumeMl} ml` : `${volumeMl / 1000} L`;
}

/** A name with its size beside it, as it stands wherever bottles of one name have to be told apart. */
export function nameWithSize(name: string, volumeMl: number | null | undefined): string {
  return [name, bottleSize(volumeMl)].filter(Boolean).join(' ');
}
