import { Group, NativeSelect, NumberInput, Stack, Switch, Text, TextInput } from '@mantine/core';
import { useT } from '../../../lib/texts';
import { listOf } from '../drafts';
import type { FieldsProps } from '../fields-props';
import { LevyFields } from './levy-fields';
import { SelectorFields } from './selector-fields';

const SWITCHES = ['inclusive', 'compounding', 'onDeposit', 'fee', 'onFees', 'exemptible'] as const;
const ROUNDINGS = ['', 'line', 'sale'] as const;

export function TaxFields({ draft, faultAt, onChange }: FieldsProps<'taxes'>) {
  const t = useT();
  return (
    <Stack>
      <LevyFields levy={draft.levy} faultAt={faultAt} onChange={(levy) => onChange({ levy })} />
      <TextInput
        size="md"
        label={t('selector.taxCodes')}
        description={t('tax.codesHint')}
        defaultValue={draft.taxCodes?.join(', ') ?? ''}
        error={faultAt('taxCodes')}
        onChange={(event) => onChange({ taxCodes: listOf(event.currentTarget.value) })}
      />
      <NumberInput
        size="md"
        label={t('tax.order')}
        min={0}
        allowDecimal={false}
        value={draft.order ?? 10}
        onChange={(order) => onChange({ order: Number(order) })}
      />
      <Group grow align="start">
        <TextInput
          size="md"
          label={t('tax.group')}
          description={t('tax.groupHint')}
          value={draft.group ?? ''}
          error={faultAt('group')}
          onChange={(event) => onChange({ group: event.currentTarget.value || null })}
        />
        <NativeSelect
          size="md"
          label={t('tax.rounding')}
          value={draft.rounding ?? ''}
          data={ROUNDINGS.map((value) => ({ value, label: t(`tax.rounding.${value || 'store'}`) }))}
          onChange={(event) => onChange({ rounding: (event.currentTarget.value || null) as 'line' | 'sale' | null })}
        />
      </Group>
      {SWITCHES.map((field) => (
        <Switch
          key={field}
          size="md"
          label={t(`tax.${field}`)}
          checked={draft[field] ?? false}
          error={faultAt(field)}
          onChange={(event) => onChange({ [field]: event.currentTarget.checked })}
        />
      ))}
      <Text fw={600}>{t('tax.on')}</Text>
      <SelectorFields
        path="selector"
        value={draft.selector ?? {}}
        faultAt={faultAt}
        onChange={(selector) => onChange({ selector })}
      />
    </Stack>
  );
}
