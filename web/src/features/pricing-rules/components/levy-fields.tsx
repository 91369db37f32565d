import { NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { MoneyInput } from '../../../components/money-input';
import { useUnreadable } from '../../../components/use-unreadable';
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
        error={faultAt('levy.kind') ?? faultAt('levy')}
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
    <StepsField
      label={t(`tax.${field}`)}
      steps={levy[field] ?? []}
      error={(levy[field] ?? []).reduce<string | undefined>(
        (fault, _, at) => fault ?? faultAt(`levy.${field}.${at}`),
        faultAt(`levy.${field}`),
      )}
      onChange={(read) => onChange({ ...levy, [field]: field === 'firstSteps' && read.length === 0 ? null : read })}
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

interface StepsFieldProps {
  label: string;
  steps: readonly Step[];
  error: string | undefined;
  onChange(steps: Step[]): void;
}

/** A schedule as it is printed, on one line. */
function StepsField({ label, steps, error, onChange }: StepsFieldProps) {
  const t = useT();
  const [typed, setTyped] = useState(textOf(steps));
  const wrong = stepsOf(typed) === undefined ? t('tax.notSteps') : undefined;
  const input = useUnreadable(wrong);
  return (
    <TextInput
      ref={input}
      size="md"
      label={label}
      description={t('tax.stepsHint')}
      value={typed}
      error={wrong ?? error}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        const read = stepsOf(event.currentTarget.value);
        if (read) onChange(read);
      }}
    />
  );
}

function textOf(steps: readonly Step[]): string {
  return steps.map(({ fromCents, taxCents }) => `${fromCents}=${taxCents}`).join(', ');
}

const STEP = /^\s*(\d{1,6})\s*=\s*(\d{1,6})\s*$/;

/** "1=1, 17=2": a cent from one cent on, two from seventeen. Undefined where any of it is no step. */
function stepsOf(text: string): Step[] | undefined {
  if (text.trim() === '') return [];
  const read = text.split(',').map((step) => STEP.exec(step));
  if (read.includes(null)) return undefined;
  return read.map((step) => ({ fromCents: Number(step?.[1]), taxCents: Number(step?.[2]) }));
}
