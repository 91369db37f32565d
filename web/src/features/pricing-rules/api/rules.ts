import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { keys } from '../../../domain/keys';
import { answered, api, type Schemas } from '../../../lib/api-client';
import { usePages } from '../../../lib/use-pages';

export const KINDS = ['taxes', 'deposits', 'promotions', 'ages', 'hours', 'minimums', 'allocations'] as const;
export type Kind = (typeof KINDS)[number];

export interface RuleOf {
  taxes: Schemas['TaxDto'];
  deposits: Schemas['DepositDto'];
  promotions: Schemas['PromotionDto'];
  ages: Schemas['AgeDto'];
  hours: Schemas['HoursDto'];
  minimums: Schemas['MinimumDto'];
  allocations: Schemas['AllocationDto'];
}
export type AnyRule = RuleOf[Kind];
/** A rule as a form holds it. */
export type Draft<K extends Kind> = Omit<RuleOf[K], 'id' | 'version'> & { id?: string; version?: number };

/** The kinds are called alike; only their contents differ. */
type Path = '/api/pricing/taxes';
const pathOf = (kind: Kind) => `/api/pricing/${kind}` as Path;

export function useRules<K extends Kind>(kind: K) {
  return usePages<RuleOf[K]>([...keys.rules, kind], async (cursor) => {
    const query = { limit: 100, ...(cursor && { cursor }) };
    return (await answered(api.GET(pathOf(kind), { params: { query } }))) as {
      items: RuleOf[K][];
      nextCursor: string | null;
    };
  });
}

export function useSaveRule<K extends Kind>(kind: K) {
  return useRuleWrite(({ id, version, ...content }: Draft<K>) => {
    const body = content as object as Schemas['TaxInputDto'];
    return id
      ? answered(
          api.PUT(`${pathOf(kind)}/{id}`, { params: { path: { id } }, body: { ...body, version: version ?? 1 } }),
        )
      : answered(api.POST(pathOf(kind), { body }));
  });
}

export function useDeleteRule(kind: Kind) {
  return useRuleWrite((id: string) => answered(api.DELETE(`${pathOf(kind)}/{id}`, { params: { path: { id } } })));
}

export function useMissingMeasures() {
  return useQuery({
    queryKey: [...keys.rules, 'missing-measures'],
    queryFn: () => answered(api.GET('/api/pricing/missing-measures')),
  });
}

export function usePresets() {
  return useQuery({ queryKey: ['presets'], queryFn: () => answered(api.GET('/api/pricing/presets')) });
}

/** How what was made from a preset differs from what that says by now. */
export function usePresetChanges(id: string) {
  const params = { path: { id } };
  return useQuery({
    queryKey: [...keys.rules, 'preset-changes', id],
    queryFn: () => answered(api.GET('/api/pricing/presets/{id}/changes', { params })),
  });
}

export function useUpdatePreset(id: string) {
  const params = { path: { id } };
  return useRuleWrite(() => answered(api.POST('/api/pricing/presets/{id}/update', { params })));
}

export function useUsePreset() {
  return useRuleWrite((body: Schemas['UsePresetDto']) => answered(api.POST('/api/pricing/presets', { body })));
}

function useRuleWrite<Input, Output>(mutationFn: (input: Input) => Promise<Output>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn,
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: keys.rules }),
        queries.invalidateQueries({ queryKey: keys.ruleBook }),
      ]),
  });
}
