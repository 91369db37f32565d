import { nameWithSize } from '@liquor-pos/domain/catalogue/bottle-size';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Catalogue } from '../../domain/catalogue/catalogue';
import { useCatalogueStatus } from '../../domain/catalogue/use-catalogue';

/** What chosen products are called, with their sizes, by id; those the catalogue does not know are not among them. */
export function useProductNames(catalogue: Catalogue, ids: readonly string[]): ReadonlyMap<string, string> {
  // A catalogue that is still opening knows no product yet.
  const { revision, size } = useCatalogueStatus(catalogue);
  const { data } = useQuery({
    queryKey: ['catalogue-get', revision, size, ...ids],
    queryFn: () => catalogue.get([...ids]),
    enabled: ids.length > 0,
    placeholderData: keepPreviousData,
  });
  // Those of the choice before are there still.
  const chosen = (data ?? []).filter(({ id }) => ids.includes(id));
  return new Map(chosen.map(({ id, name, volumeMl }) => [id, nameWithSize(name, volumeMl)]));
}
