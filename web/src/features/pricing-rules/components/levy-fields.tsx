import { NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { MoneyInput } from '../../../components/money-input';
import type { Schemas } from '../../../lib/api-client';
import { useT } from '../../../lib/texts';
import { RateInput } from './rate-input';

type Levy = Schemas['LevyDto'];

const LEVIES: Record<Levy['kind'], Levy> = {
  percentage: { kind: 'percentage', rateMillionths: 0 },
  per_litre: { kind: 'per_litre', amountTenThousandths: 0 },
  per_unit: { kind: 'per_unit', amountTenThousandths: 0 },
  brackets: { kind: 'brackets', wholeCents: 100, taxPerWholeCents: 6, steps: [], firstSteps: null },
};
const KINDS = Object.keys(LEVIES) as Levy['kind'][];

interface LevyFieldsProps {
  levy: Levy;
  faultAt(path: string): string | undefined;
  onChange(levy: Levy): void;
}

/** What a tax comes to. */
export function LevyFields({ levy, faultAt, onChange }: LevyFieldsProps) {
  const t = useT();
  return (
    <>
      <NativeSelect
        size="md"
        label={t('tax.kind')}
        value={levy.kind}
        data={KINDS.map((value) => ({ value, label: t(`tax.${value}`) }))}
        onChange={(event) => onChange(LEVIES[event.currentTarget.value as Levy['kind']])}
      />
      {levy.kind === 'percentage' && (
        <RateInput
          label={t('tax.rate')}
          value={levy.rateMillionths}
          error={faultAt('levy.rateMillionths')}
          onChange={(rateMillionths) => onChange({ ...levy, rateMillionths })}
        />
      )}
      {(levy.kind === 'per_litre' || levy.kind === 'per_unit') && (
        <NumberInput
          size="md"
          label={t('tax.amount')}
          decimalScale={6}
          min={0}
          value={(levy.amountTenThousandths ?? 0) / 1_000_000}
          error={faultAt('levy.amountTenThousandths')}
          onChange={(amount) => onChange({ ...levy, amountTenThousandths: Math.round(Number(amount) * 1_000_000) })}
        />
      )}
      {levy.kind === 'brackets' && <BracketFields levy={levy} faultAt={faultAt} onChange={onChange} />}
    </>
  );
}

function BracketFields({ levy, faultAt, onChange }: LevyFieldsProps) {
  const t = useT();
  const money = (field: 'wholeCents' | 'taxPerWholeCents') => (
    <MoneyInput
      label={t(`tax.${field}`)}
      required
      value={levy[field]}
      error={faultAt(`levy.${field}`)}
      onChange={(cents) => cents !== undefined && onChange({ ...levy, [field]: cents })}
    />
  );
  const steps = (field: 'steps' | 'firstSteps') => (
    <TextInput
      size="md"
      label={t(`tax.${field}`)}
      description={t('tax.stepsHint')}
      defaultValue={textOf(levy[field] ?? [])}
      error={faultAt(`levy.${field}`) ?? faultAt(`levy.${field}.0`) ?? faultAt(`levy.${field}.1`)}
      onChange={(event) => {
        const read = stepsOf(event.currentTarget.value);
        onChange({ ...levy, [field]: field === 'firstSteps' && read.length === 0 ? null : read });
      }}
    />
  );
  return (
    <>
      {money('wholeCents')}
      {money('taxPerWholeCents')}
      {steps('steps')}
      {steps('firstSteps')}
    </>
  );
}

type Step = Schemas['BracketStepDto'];

function textOf(steps: readonly Step[]): string {
  return steps.map(({ fromCents, taxCents }) => `${fromCents}=${taxCents}`).join(', ');
}

/** "1=1, 17=2": a cent from one cent on, two from seventeen. What can't be read is left out. */
function stepsOf(text: string): Step[] {
  return [...text.matchAll(/(\d+)\s*=\s*(\d+)/g)].map(([, from, tax]) => ({
    fromCents: Number(from),
    taxCents: Number(tax),
  }));
}
