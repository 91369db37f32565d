import { Stack } from '@mantine/core';
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
      <SelectorFields
        path="selector"
        value={draft.selector}
        faultAt={faultAt}
        onChange={(selector) => onChange({ selector })}
      />
    </Stack>
  );
}
