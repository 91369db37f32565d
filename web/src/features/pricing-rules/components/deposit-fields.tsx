import { Group, NativeSelect, Stack, TextInput } from '@mantine/core';
import { MoneyInput } from '../../../components/money-input';
import { useT } from '../../../lib/texts';
import type { FieldsProps } from '../fields-props';
import { SelectorFields } from './selector-fields';

export function DepositFields({ draft, faultAt, onChange }: FieldsProps<'deposits'>) {
  const t = useT();
  return (
    <Stack>
      <MoneyInput
        label={t('deposit.amount')}
        required
        value={draft.amountCents}
        error={faultAt('amountCents')}
        onChange={(amountCents) => amountCents !== undefined && onChange({ amountCents })}
      />
      <Group grow align="start">
        <NativeSelect
          size="md"
          label={t('deposit.per')}
          value={draft.per ?? 'unit'}
          data={(['unit', 'pack'] as const).map((value) => ({ value, label: t(`deposit.per.${value}`) }))}
          onChange={(event) => onChange({ per: event.currentTarget.value as 'unit' | 'pack' })}
        />
        <TextInput
          size="md"
          label={t('deposit.group')}
          description={t('deposit.groupHint')}
          value={draft.group ?? ''}
          error={faultAt('group')}
          onChange={(event) => onChange({ group: event.currentTarget.value || null })}
        />
      </Group>
      <SelectorFields
        path="selector"
        value={draft.selector}
        faultAt={faultAt}
        onChange={(selector) => onChange({ selector })}
      />
    </Stack>
  );
}
