import type { Preset } from '@liquor-pos/domain/pricing/presets/preset';
import type { LocalDate } from '@liquor-pos/domain/time/local-time';
import type { PricingRule, RuleKind } from './pricing-rule.schema';
import { completed } from './rule-kinds';

/** The kinds of rules that presets bring. */
export const PRESET_KINDS = ['taxes', 'deposits', 'ages', 'hours'] as const satisfies readonly RuleKind[];
export type PresetKind = (typeof PRESET_KINDS)[number];

/** What a rule of a preset says that the organization's, made from it, does not say. */
export interface PresetChange {
  kind: PresetKind;
  name: string;
  /** Undefined where none was made from it, or all were deleted. */
  rule: PricingRule | undefined;
  /** As it stands in a rule's content. */
  content: Record<string, unknown>;
  effectiveFrom: LocalDate | null;
  fields: readonly { field: string; before: unknown; after: unknown }[];
  /** Where the preset's begins later: the day from which it follows the one that is there. */
  follows: LocalDate | null;
}

/** Which rule of which preset, whatever it is called later. */
export function presetRule(preset: string, name: string): string {
  return `${preset}: ${name}`;
}

/** How the rules of a preset differ from those that were made from it, the newest of each. Names, stores and last days are the store's own. */
export function presetChanges(preset: Preset, present: readonly PricingRule[]): PresetChange[] {
  return PRESET_KINDS.flatMap((kind) =>
    preset[kind].flatMap((of): PresetChange[] => {
      const { name, effectiveFrom, ...content } = completed({
        ...of,
        ...{ id: '', version: 0, storeIds: null, effectiveTo: null },
      });
      const { id: _, version: __, storeIds: ___, effectiveTo: ____, ...says } = content as Record<string, unknown>;
      const about = { kind, name, content: says, effectiveFrom };
      const made = present.filter((one) => one.kind === kind && one.preset === presetRule(preset.id, name));
      if (made.length === 0) return [{ ...about, rule: undefined, fields: [], follows: null }];
      return newestByStores(made).flatMap((rule) => changeOf(about, rule) ?? []);
    }),
  );
}

/** Undefined where the store let it end: what has a last day of its own is not prolonged. */
function changeOf(
  about: Pick<PresetChange, 'kind' | 'name' | 'content' | 'effectiveFrom'>,
  rule: PricingRule,
): PresetChange | undefined {
  const { content, effectiveFrom } = about;
  const before = { ...rule.content, effectiveFrom: rule.effectiveFrom };
  const fields = differences(before, { ...content, effectiveFrom });
  const isLater = fields.length > 0 && effectiveFrom !== null && effectiveFrom > (rule.effectiveFrom ?? '');
  if (isLater && rule.effectiveTo !== null && rule.effectiveTo < effectiveFrom) return undefined;
  return { ...about, rule, fields, follows: isLater ? effectiveFrom : null };
}

/** A preset may be used store by store: the newest of each. */
function newestByStores(rules: readonly PricingRule[]): PricingRule[] {
  const groups = new Map<string, PricingRule[]>();
  for (const rule of rules) {
    const key = JSON.stringify(rule.storeIds && [...rule.storeIds].sort());
    groups.set(key, [...(groups.get(key) ?? []), rule]);
  }
  return [...groups.values()].flatMap((some) => newestOf(some) ?? []);
}

function newestOf(rules: readonly PricingRule[]): PricingRule | undefined {
  return rules.reduce<PricingRule | undefined>(
    (newest, rule) => (!newest || (rule.effectiveFrom ?? '') > (newest.effectiveFrom ?? '') ? rule : newest),
    undefined,
  );
}

function differences(before: Record<string, unknown>, after: Record<string, unknown>): PresetChange['fields'] {
  return Object.keys(after)
    .filter((field) => sortedText(before[field]) !== sortedText(after[field]))
    .map((field) => ({ field, before: before[field] ?? null, after: after[field] ?? null }));
}

/** The same for the same content, whatever order its fields were kept in. */
function sortedText(value: unknown): string {
  return JSON.stringify(value ?? null, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(
          Object.entries(inner)
            .filter(([, one]) => one != null)
            .sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : inner,
  );
}
