import '../till-dialogs.css';
import type { PricedLine } from '@liquor-pos/domain/pricing/priced-basket';
import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Dialog } from '../../../components/dialog';
import { stepCents, stepTitle } from '../../../domain/price-trace';
import { readAmount } from '../../../lib/amounts';
import { formatCents } from '../../../lib/format';
import { useT } from '../../../lib/texts';
import type { BasketEntry } from '../basket';

interface LineDialogProps {
  entry: BasketEntry;
  line: PricedLine;
  currency: string;
  /** For who may know: by how much another choice of offers might cost the customer less at the most, where the best is not proven. */
  mostMissedCents: number | undefined;
  onChange(change: Partial<BasketEntry>): void;
  onClose(): void;
}

/** Why a line costs what it costs, rule by rule, and the place to change it. */
export function LineDialog({ entry, line, currency, mostMissedCents, onChange, onClose }: LineDialogProps) {
  const t = useT();
  const { name } = entry.product;
  return (
    <Dialog title={t('line.title', { name })} onClose={onClose}>
      <Stack>
        <table className="rows">
          <tbody>
            {line.trace.map((step, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a trace is shown as it is, once
              <tr key={index}>
                <td>
                  <Text size="sm">{stepTitle(step, t)}</Text>
                  {(step.code !== 'applied' || step.missingUnits !== null) && (
                    <Text size="xs" c="dimmed">
                      {step.code !== 'applied' && t(`why.${step.code}`)}
                      {step.missingUnits !== null && ` (${t('why.missing', { count: step.missingUnits })})`}
                    </Text>
                  )}
                </td>
                <td className="rows-amount">
                  {step.applied ? (
                    formatCents(stepCents(step), currency)
                  ) : (
                    <Text size="sm" c="dimmed">
                      {t('line.notApplied')}
                    </Text>
                  )}
                </td>
              </tr>
            ))}
            <tr>
              <th scope="row">{t('till.total')}</th>
              <td className="rows-amount rows-total">{formatCents(line.totalCents, currency)}</td>
            </tr>
          </tbody>
        </table>
        {mostMissedCents !== undefined && mostMissedCents > 0 && (
          <Text size="sm">{t('line.notProven', { amount: formatCents(mostMissedCents, currency) })}</Text>
        )}
        <ChangeByHand entry={entry} onChange={onChange} />
      </Stack>
    </Dialog>
  );
}

function ChangeByHand({ entry, onChange }: Pick<LineDialogProps, 'entry' | 'onChange'>) {
  const t = useT();
  const [price, setPrice] = useState('');
  const [percent, setPercent] = useState('');
  const [reason, setReason] = useState('');
  const unitPriceCents = readAmount(price);
  const hundredths = readAmount(percent);
  const withReason = reason.trim() !== '';
  const maySetPrice = unitPriceCents !== undefined && withReason;
  const mayDiscount = hundredths !== undefined && hundredths > 0 && hundredths <= 10_000 && withReason;
  return (
    <Stack gap="xs" component="form" onSubmit={(event: FormEvent) => event.preventDefault()}>
      <Group grow align="end">
        <TextInput
          size="md"
          label={t('line.newPrice')}
          inputMode="decimal"
          data-autofocus
          value={price}
          onChange={(event) => setPrice(event.currentTarget.value)}
        />
        <TextInput
          size="md"
          label={t('line.percentOff')}
          inputMode="decimal"
          value={percent}
          onChange={(event) => setPercent(event.currentTarget.value)}
        />
      </Group>
      <TextInput
        size="md"
        label={t('line.reason')}
        maxLength={200}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Group grow>
        {/* Enter clicks the one that can be, the price's first. */}
        <Button
          size="md"
          px="xs"
          type={maySetPrice || !mayDiscount ? 'submit' : 'button'}
          disabled={!maySetPrice}
          onClick={() => onChange({ override: { unitPriceCents: unitPriceCents ?? 0, reason } })}
        >
          {t('line.setPrice')}
        </Button>
        <Button
          size="md"
          px="xs"
          type={mayDiscount && !maySetPrice ? 'submit' : 'button'}
          disabled={!mayDiscount}
          onClick={() => onChange({ discount: { kind: 'percent', rateMillionths: (hundredths ?? 0) * 100, reason } })}
        >
          {t('line.giveDiscount')}
        </Button>
      </Group>
      {(entry.override || entry.discount) && (
        <Button size="md" variant="default" onClick={() => onChange({ override: undefined, discount: undefined })}>
          {t('line.undo')}
        </Button>
      )}
    </Stack>
  );
}
