import { bottleSize } from '@liquor-pos/domain/catalogue/bottle-size';

/** What tells bottles of one name apart, always beside the name: size, and the pack where it is one. */
export function Chips({ volumeMl, packName }: { volumeMl: number | null; packName: string }) {
  return (
    <>
      {volumeMl !== null && <span className="chip">{bottleSize(volumeMl)}</span>}
      <span className="chip chip-pack">{packName}</span>
    </>
  );
}
