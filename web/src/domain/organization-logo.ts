import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answered, api, apiFetch } from '../lib/api-client';
import { dataUrlOf } from '../lib/data-url';
import { keys } from './keys';

const STALE_MS = 60_000;

/** The logo of receipts as a data URL, where there is one. Under its hash it never changes: the browser keeps it. */
export function useOrganizationLogo(): string | undefined {
  const { data: logo = null } = useQuery({
    queryKey: keys.logo,
    queryFn: async () => (await answered(api.GET('/api/organization/logo'))).logo,
    staleTime: STALE_MS,
  });
  const { data } = useQuery({
    queryKey: [...keys.logo, logo],
    queryFn: async () => dataUrlOf(await (await apiFetch(`/api/organization/logo/picture?hash=${logo}`)).blob()),
    enabled: logo !== null,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  return logo === null ? undefined : data;
}

/** Puts a WebP, in Base64, on the receipts; null takes it off. */
export function useSetOrganizationLogo() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (webp: string | null) =>
      answered<{ logo: string | null }>(
        webp === null ? api.DELETE('/api/organization/logo') : api.PUT('/api/organization/logo', { body: { webp } }),
      ),
    onSuccess: ({ logo }) => queries.setQueryData(keys.logo, logo),
  });
}
