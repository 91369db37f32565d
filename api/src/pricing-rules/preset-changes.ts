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
    preset[kind].map((of): PresetChange => {
      const { name, effectiveFrom, ...content } = completed({
        ...of,
        id: '',
        version: 0,
        storeIds: null,
        effectiveTo: null,
      });
      const { id: _, version: __, storeIds: ___, effectiveTo: ____, ...says } = content as Record<string, unknown>;
      const rule = newestOf(present.filter((one) => one.kind === kind && one.preset === presetRule(preset.id, name)));
      const about = { kind, name, rule, content: says, effectiveFrom };
      if (!rule) return { ...about, fields: [], follows: null };
      const before = { ...rule.content, effectiveFrom: rule.effectiveFrom };
      const fields = differences(before, { ...says, effectiveFrom });
      const isLater = fields.length > 0 && effectiveFrom !== null && effectiveFrom > (rule.effectiveFrom ?? '');
      return { ...about, fields, follows: isLater ? effectiveFrom : null };
    }),
  );
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
