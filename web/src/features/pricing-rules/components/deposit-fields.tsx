import { Stack } from '@mantine/core';
import { MoneyInput } from '../../../components/money-input';
import { useT } from '../../../lib/texts';
import type { FieldsProps } from '../fields-props';
import { SelectorFields } from './selector-fields';

export function DepositFields({ draft, faults, onChange }: FieldsProps<'deposits'>) {
  const t = useT();
  return (
    <Stack>
      <MoneyInput
        label={t('deposit.amount')}
        required
        value={draft.amountCents}
        error={faults['amountCents']}
        onChange={(amountCents) => amountCents !== undefined && onChange({ amountCents })}
      />
      <SelectorFields
        path="selector"
        value={draft.selector}
        faults={faults}
        onChange={(selector) => onChange({ selector })}
      />
    </Stack>
  );
}
