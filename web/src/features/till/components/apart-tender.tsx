import { mayBeCardNumber } from '@liquor-pos/domain/tenders/tender-reference';
import { isStoredValue, type TenderType } from '@liquor-pos/domain/tenders/tender-types';
import { Button, Stack, Text, TextInput } from '@mantine/core';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { ProblemAlert } from '../../../components/problem-alert';
import { focus } from '../../../lib/focus';
import { formatCents } from '../../../lib/format';
import { type TextKey, useT } from '../../../lib/texts';
import { useGiftCard } from '../api/gift-cards';
import type { PaidWith } from '../basket';

/** Ways of paying of which something has to be written down before they are taken. */
export const APART = [
  'gift_card',
  'store_credit',
  'ebt',
  'house_account',
  'check',
  'other',
] as const satisfies readonly TenderType[];
export type ApartType = (typeof APART)[number];

interface ApartTenderProps {
  type: Exclude<ApartType, 'house_account'>;
  currency: string;
  /** What it would pay. */
  amountCents: number;
  tendered: readonly PaidWith[];
  /** More stands in the field than is due, or nothing is. */
  tooMuch: boolean;
  /** Scanned before it was asked for. */
  scanned: string | undefined;
  disabled: boolean;
  onTake(paid: PaidWith): void;
  onClose(): void;
}

/** A gift card's code, a check's number: Enter takes it, of a card no more than is on it. */
export function ApartTender(props: ApartTenderProps) {
  const { type, currency, amountCents, tendered, tooMuch, scanned = '', disabled, onTake, onClose } = props;
  const t = useT();
  const [typed, setTyped] = useState(scanned);
  const card = useGiftCard();
  const given = typed.trim();
  const hasCode = isStoredValue(type);
  const isCardNumber = !hasCode && mayBeCardNumber(given);
  const isEbt = type === 'ebt';
  const ready = (given !== '' || isEbt) && amountCents > 0 && !tooMuch && !isCardNumber && !disabled;
  // What is answered when nobody waits for it any more, takes nothing: the sale may be another's by then.
  const waits = useRef(true);
  useEffect(() => {
    waits.current = true;
    return () => {
      waits.current = false;
    };
  }, []);
  const take = async () => {
    if (!ready || card.isPending) return;
    if (!hasCode) return onTake({ type, amountCents, ...(given && { reference: given }) });
    const { code, balanceCents, kind } = await card.mutateAsync(given);
    if (!waits.current) return;
    // Whichever of the two was pressed, the code says what it is.
    const before = tendered.filter((one) => one.code === code).reduce((sum, one) => sum + one.amountCents, 0);
    const left = Math.min(amountCents, balanceCents - before);
    if (left > 0) onTake({ type: kind, amountCents: left, code });
  };
  const begin = useRef(take);
  useEffect(() => {
    // The scanner's Enter came with it.
    if (scanned !== '') begin.current().catch(() => undefined);
  }, [scanned]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onClose();
    if (event.key !== 'Enter') return;
    // Not the cash that the form around it would take.
    event.preventDefault();
    take().catch(() => undefined);
  };
  return (
    <Stack gap="sm">
      <TextInput
        size="lg"
        ref={focus}
        data-stripes
        label={t(LABELS[type])}
        description={hasCode ? t('tender.codeHint') : isEbt ? t('tender.ebtHint') : undefined}
        error={
          card.isUnknown
            ? t('tender.unknownCode')
            : isCardNumber
              ? t('tender.noCardNumber')
              : tooMuch
                ? t(isEbt ? 'tender.ebtTooMuch' : 'tender.cardTooMuch')
                : undefined
        }
        // Escape leaves the field, not the payment.
        data-mantine-stop-propagation
        data-scans
        autoComplete="off"
        maxLength={60}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          card.reset();
        }}
        onKeyDown={onKeyDown}
      />
      {card.data && amountCents > 0 && <Text role="status">{t('tender.nothingLeft')}</Text>}
      {isEbt && amountCents === 0 && <Text role="status">{t('tender.ebtNothing')}</Text>}
      <ProblemAlert error={card.error} />
      <Button size="lg" disabled={!ready} loading={card.isPending} onClick={() => take().catch(() => undefined)}>
        {t('tender.takeIt', { amount: formatCents(amountCents, currency) })}
      </Button>
    </Stack>
  );
}

const LABELS = {
  gift_card: 'tender.code',
  store_credit: 'tender.code',
  ebt: 'tender.lastDigits',
  check: 'tender.checkNumber',
  other: 'tender.what',
} as const satisfies Record<ApartTenderProps['type'], TextKey>;
