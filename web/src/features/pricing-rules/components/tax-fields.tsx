import { NativeSelect, NumberInput, Stack, Switch, TextInput } from '@mantine/core';
import { useT } from '../../../lib/texts';
import { listOf } from '../drafts';
import type { FieldsProps } from '../fields-props';
import { RateInput } from './rate-input';

const KINDS = ['percentage', 'per_litre', 'per_unit'] as const;
const SWITCHES = ['inclusive', 'compounding', 'onDeposit', 'exemptible'] as const;

export function TaxFields({ draft, faultAt, onChange }: FieldsProps<'taxes'>) {
  const t = useT();
  const { levy } = draft;
  return (
    <Stack>
      <NativeSelect
        size="md"
        label={t('tax.kind')}
        value={levy.kind}
        data={KINDS.map((value) => ({ value, label: t(`tax.${value}`) }))}
        onChange={(event) => {
          const kind = event.currentTarget.value as (typeof KINDS)[number];
          onChange({ levy: kind === 'percentage' ? { kind, rateMillionths: 0 } : { kind, amountTenThousandths: 0 } });
        }}
      />
      {levy.kind === 'percentage' ? (
        <RateInput
          label={t('tax.rate')}
          value={levy.rateMillionths}
          error={faultAt('levy.rateMillionths')}
          onChange={(rateMillionths) => onChange({ levy: { kind: 'percentage', rateMillionths } })}
        />
      ) : (
        <NumberInput
          size="md"
          label={t('tax.amount')}
          decimalScale={6}
          min={0}
          value={(levy.amountTenThousandths ?? 0) / 1_000_000}
          error={faultAt('levy.amountTenThousandths')}
          onChange={(amount) =>
            onChange({ levy: { kind: levy.kind, amountTenThousandths: Math.round(Number(amount) * 1_000_000) } })
          }
        />
      )}
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
    </Stack>
  );
}
