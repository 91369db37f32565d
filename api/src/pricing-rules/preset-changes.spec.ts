import { PRESETS } from '@liquor-pos/domain/pricing/presets';
import type { Preset } from '@liquor-pos/domain/pricing/presets/preset';
import { Types } from 'mongoose';
import { presetChanges, presetRule } from './preset-changes';
import type { PricingRule } from './pricing-rule.schema';

const washington = PRESETS.find(({ id }) => id === 'us-wa') as Preset;

/** What using a preset makes of its taxes. */
function made(preset: Preset): PricingRule[] {
  return preset.taxes.map(({ name, effectiveFrom, ...content }) => ({
    ...{ _id: new Types.ObjectId(), kind: 'taxes', version: 1, name, storeIds: null, effectiveFrom, effectiveTo: null },
    ...{ content: JSON.parse(JSON.stringify(content)), preset: presetRule(preset.id, name) },
    ...{ createdAt: new Date(), updatedAt: new Date() },
  }));
}
const taxesOf = (preset: Preset, rules: PricingRule[]) =>
  presetChanges(preset, rules).filter(({ kind }) => kind === 'taxes');

describe('what a preset says by now', () => {
  it('is nothing else than what was made from it, whatever the rule is called and wherever it holds', () => {
    const rules = made(washington).map((rule) => ({
      ...rule,
      name: 'Ours',
      storeIds: ['s'],
      effectiveTo: '2030-01-01',
    }));
    expect(taxesOf(washington, rules).map(({ fields }) => fields)).toEqual([[], [], []]);
  });

  it('is another rate in the place of the old one, or from the day on that the law has it', () => {
    const rules = made(washington);
    const [first, ...others] = washington.taxes;
    const dearer = { ...first, levy: { kind: 'percentage', rateMillionths: 210_000 } } as Preset['taxes'][number];
    const [inPlace] = taxesOf({ ...washington, taxes: [dearer, ...others] }, rules);
    expect(inPlace).toMatchObject({ follows: null, fields: [{ field: 'levy' }] });
    const later = { ...dearer, effectiveFrom: '2027-01-01' };
    const [following] = taxesOf({ ...washington, taxes: [later, ...others] }, rules);
    expect(following).toMatchObject({ follows: '2027-01-01', fields: [{ field: 'levy' }, { field: 'effectiveFrom' }] });
  });

  it('is said of each store’s own copy, and of none that the store let end before', () => {
    const [first, ...others] = washington.taxes;
    const later = { ...first, effectiveFrom: '2027-01-01', order: 11 } as Preset['taxes'][number];
    const [rule] = made(washington) as [PricingRule, ...PricingRule[]];
    const of = (storeIds: string[], effectiveTo: string | null) => ({
      ...rule,
      _id: new Types.ObjectId(),
      storeIds,
      effectiveTo,
    });
    const rules = [of(['east'], null), of(['west'], '2028-01-01'), of(['north'], '2025-06-30')];
    const changes = taxesOf({ ...washington, taxes: [later, ...others] }, rules).filter(
      ({ fields }) => fields.length > 0,
    );
    expect(changes.map((change) => [change.rule?.storeIds, change.follows])).toEqual([
      [['east'], '2027-01-01'],
      [['west'], '2027-01-01'],
    ]);
  });

  it('is missing where no rule was made from it', () => {
    expect(taxesOf(washington, []).map(({ rule }) => rule)).toEqual([undefined, undefined, undefined]);
  });
});
