import { NativeSelect, NumberInput, SimpleGrid, Stack, Text } from '@mantine/core';
import { useT } from '../../../lib/texts';
import type { FieldsProps } from '../fields-props';
import { SelectorFields } from './selector-fields';

const PER = ['customer', 'customer_day', 'sale'] as const;

export function AllocationFields({ draft, faultAt, onChange }: FieldsProps<'allocations'>) {
  const t = useT();
  return (
    <Stack>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <NumberInput
          size="md"
          label={t('allocation.units')}
          min={1}
          allowDecimal={false}
          required
          value={draft.units}
          error={faultAt('units')}
          onChange={(units) => onChange({ units: Number(units) })}
        />
        <NativeSelect
          size="md"
          label={t('allocation.per')}
          value={draft.per}
          data={PER.map((value) => ({ value, label: t(`allocation.${value}`) }))}
          onChange={(event) => onChange({ per: event.currentTarget.value as (typeof PER)[number] })}
        />
      </SimpleGrid>
      {draft.per !== 'sale' && <Text>{t('allocation.perHint')}</Text>}
      {faultAt('selector') && (
        <Text c="refused" role="alert">
          {faultAt('selector')}
        </Text>
      )}
      <SelectorFields
        path="selector"
        value={draft.selector}
        faultAt={faultAt}
        onChange={(selector) => onChange({ selector })}
      />
    </Stack>
  );
}
