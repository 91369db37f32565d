import { NumberInput, Stack, Switch } from '@mantine/core';
import { useT } from '../../../lib/texts';
import type { FieldsProps } from '../fields-props';
import { SelectorFields } from './selector-fields';

export function AgeFields({ draft, faultAt, onChange }: FieldsProps<'ages'>) {
  const t = useT();
  return (
    <Stack>
      <NumberInput
        size="md"
        label={t('ageRule.minimumAge')}
        min={1}
        max={99}
        allowDecimal={false}
        required
        value={draft.minimumAge}
        error={faultAt('minimumAge')}
        onChange={(minimumAge) => onChange({ minimumAge: Number(minimumAge) })}
      />
      <NumberInput
        size="md"
        label={t('ageRule.sellerMinimumAge')}
        description={t('ageRule.sellerHint')}
        min={1}
        max={99}
        allowDecimal={false}
        value={draft.sellerMinimumAge ?? ''}
        error={faultAt('sellerMinimumAge')}
        onChange={(age) => onChange({ sellerMinimumAge: age === '' ? null : Number(age) })}
      />
      {(['visualAllowed', 'includeUnrestricted'] as const).map((field) => (
        <Switch
          key={field}
          size="md"
          label={t(`ageRule.${field}`)}
          checked={draft[field] ?? false}
          onChange={(event) => onChange({ [field]: event.currentTarget.checked })}
        />
      ))}
      <SelectorFields
        path="selector"
        value={draft.selector}
        faultAt={faultAt}
        onChange={(selector) => onChange({ selector })}
      />
    </Stack>
  );
}
