import '../till-dialogs.css';
import { countedCents, denominationsOf } from '@liquor-pos/domain/drawer/cash-count';
import { Button, Stack, TextInput } from '@mantine/core';
import type { KeyboardEvent } from 'react';
import { MoneyInput } from '../../../components/money-input';
import type { Schemas } from '../../../lib/api-client';
import { formatCents, formatWhole } from '../../../lib/format';
import { useT } from '../../../lib/texts';

/** What was typed of a count: pieces by their value, or only what they come to. */
export interface CountDraft {
  pieces: Readonly<Record<string, string>>;
  sum: number | undefined;
  bySum: boolean;
}

export const NOTHING_COUNTED: CountDraft = { pieces: {}, sum: undefined, bySum: false };

/** The count as the API takes it; undefined while nothing is counted, or what stands there is no number. */
export function countOf({ pieces, sum, bySum }: CountDraft): Schemas['CashCountDto'] | undefined {
  if (bySum) return sum === undefined ? undefined : { cents: sum };
  const typed = Object.entries(pieces).filter(([, text]) => text !== '');
  if (typed.length === 0) return undefined;
  return { denominations: Object.fromEntries(typed.map(([value, text]) => [value, Number(text)])) };
}

export function centsOf(draft: CountDraft): number | undefined {
  const count = countOf(draft);
  return (
    count && countedCents(count.denominations ? { denominations: count.denominations } : { cents: count.cents ?? 0 })
  );
}

interface CashCountFormProps {
  draft: CountDraft;
  currency: string;
  /** It was sent, and no answer came: it stays as it is. */
  disabled?: boolean;
  onChange(draft: CountDraft): void;
}

/** A drawer is counted by note and coin, from the largest down, with Enter from one to the next; or its sum is typed. */
export function CashCountForm({ draft, currency, disabled = false, onChange }: CashCountFormProps) {
  const t = useT();
  const { pieces, bySum } = draft;
  return (
    <Stack gap="xs" key={bySum ? 'sum' : 'pieces'}>
      {bySum ? (
        <MoneyInput
          label={t('drawer.sum')}
          autoFocus
          disabled={disabled}
          value={draft.sum}
          onChange={(sum) => onChange({ ...draft, sum })}
        />
      ) : (
        <div className="cash-count">
          {denominationsOf(currency).map((value, index) => {
            const text = pieces[value] ?? '';
            const name = value >= 100 ? formatWhole(value, currency) : formatCents(value, currency);
            return (
              <div key={value} className="cash-count-row">
                <span className="cash-count-name">{name}</span>
                <TextInput
                  size="md"
                  w={88}
                  inputMode="numeric"
                  disabled={disabled}
                  aria-label={t('drawer.pieces', { name })}
                  data-autofocus={index === 0 || undefined}
                  value={text}
                  onKeyDown={toNext}
                  onChange={(event) => {
                    const typed = event.currentTarget.value.replace(/\D/g, '').slice(0, 5);
                    onChange({ ...draft, pieces: { ...pieces, [value]: typed } });
                  }}
                />
                <span className="cash-count-amount">{text && formatCents(value * Number(text), currency)}</span>
              </div>
            );
          })}
        </div>
      )}
      <div className="cash-count-total">
        <span>{t('drawer.counted')}</span>
        <output aria-label={t('drawer.counted')}>{formatCents(centsOf(draft) ?? 0, currency)}</output>
      </div>
      <Button variant="subtle" disabled={disabled} onClick={() => onChange({ ...draft, bySum: !bySum })}>
        {t(bySum ? 'drawer.byPieces' : 'drawer.bySum')}
      </Button>
    </Stack>
  );
}

/** Enter counts on; at the last coin it means what it means in any form. */
function toNext(event: KeyboardEvent<HTMLInputElement>): void {
  if (event.key !== 'Enter') return;
  // A key that is held is one press: it must not run through all of them and open or close the drawer.
  if (event.repeat) {
    event.preventDefault();
    return;
  }
  const fields = [...(event.currentTarget.closest('.cash-count')?.querySelectorAll('input') ?? [])];
  const next = fields[fields.indexOf(event.currentTarget) + 1];
  if (!next) return;
  event.preventDefault();
  next.focus();
  next.select();
}
