import { NativeSelect, Stack } from '@mantine/core';
import { MoneyInput } from '../../../components/money-input';
import type { Schemas } from '../../../lib/api-client';
import { useT } from '../../../lib/texts';
import type { FieldsProps } from '../fields-props';
import { RateInput } from './rate-input';
import { SelectorFields } from './selector-fields';

type Least = Schemas['LeastDto'];

const KINDS = ['per_unit', 'per_litre', 'per_litre_of_alcohol', 'cost'] as const satisfies readonly Least['kind'][];

export function MinimumFields({ draft, faultAt, onChange }: FieldsProps<'minimums'>) {
  const t = useT();
  const { minimum } = draft;
  return (
    <Stack>
      <NativeSelect
        size="md"
        label={t('minimum.kind')}
        value={minimum.kind}
        data={KINDS.map((value) => ({ value, label: t(`minimum.${value}`) }))}
        error={faultAt('minimum.kind')}
        onChange={(event) => {
          const kind = event.currentTarget.value as Least['kind'];
          onChange({ minimum: kind === 'cost' ? { kind, rateMillionths: 0 } : { kind, amountCents: 1000 } });
        }}
      />
      {minimum.kind === 'cost' ? (
        <RateInput
          label={t('minimum.markup')}
          description={t('minimum.markupHint')}
          value={minimum.rateMillionths}
          error={faultAt('minimum.rateMillionths')}
          onChange={(rateMillionths) => onChange({ minimum: { kind: 'cost', rateMillionths } })}
        />
      ) : (
        <MoneyInput
          label={t('minimum.amount')}
          description={t('minimum.amountHint')}
          required
          value={minimum.amountCents}
          error={faultAt('minimum.amountCents')}
          onChange={(amountCents) => amountCents !== undefined && onChange({ minimum: { ...minimum, amountCents } })}
        />
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
