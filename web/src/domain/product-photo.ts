import { useQuery } from '@tanstack/react-query';
import { apiFetch } from '../lib/api-client';
import { dataUrlOf } from '../lib/data-url';
import { keys } from './keys';

interface Photographed {
  id: string;
  /** The photo's hash; null where there is none. */
  photo: string | null;
}

/** A product's photo as a data URL. Under its hash it never changes: the browser keeps it, and shows it without a network. */
export function usePhoto({ id, photo }: Photographed): string | undefined {
  const query = useQuery({
    queryKey: [...keys.products, 'photo', id, photo],
    queryFn: async () => dataUrlOf(await (await apiFetch(`/api/products/${id}/photo?hash=${photo}`)).blob()),
    enabled: photo !== null && photo !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  return query.data;
}
