import { isStoredValueCode, MOST_ON_A_CARD_CENTS } from '@liquor-pos/domain/tenders/stored-value';
import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useEffect, useState } from 'react';
import { Dialog } from '../../../components/dialog';
import { MoneyInput } from '../../../components/money-input';
import { ProblemAlert } from '../../../components/problem-alert';
import { formatCents } from '../../../lib/format';
import { useT } from '../../../lib/texts';
import { useGiftCard } from '../api/gift-cards';
import type { GiftCard } from '../basket';

interface GiftCardDialogProps {
  /** A code that was scanned while the dialog stood there, wherever the focus was. */
  scanned: string | undefined;
  /** It stands in its field now; the next is another one. */
  onScanUsed(): void;
  currency: string;
  onSell(card: GiftCard): void;
  onClose(): void;
}

/** What people put on them. */
const USUAL_CENTS = [2500, 5000, 10_000];

/** Sells a gift card, or charges one anew: with the code of the card that is handed over, or one that the receipt will have. */
export function GiftCardDialog({ scanned, onScanUsed, currency, onSell, onClose }: GiftCardDialogProps) {
  const t = useT();
  const [amountCents, setAmount] = useState<number>();
  const [code, setCode] = useState('');
  const [usual, setUsual] = useState<number>();
  const asked = useGiftCard();
  const { reset } = asked;
  useEffect(() => {
    if (scanned === undefined) return;
    setCode(scanned);
    reset();
    onScanUsed();
  }, [scanned, reset, onScanUsed]);
  const given = code.trim();
  const isCode = given === '' || isStoredValueCode(given);
  const tooMuch = amountCents !== undefined && amountCents > MOST_ON_A_CARD_CENTS;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!amountCents || tooMuch || !isCode) return;
    onSell({ amountCents, ...(given && { code: given }) });
    onClose();
  };
  return (
    <Dialog title={t('giftCard.title')} size="md" onClose={onClose}>
      <form onSubmit={submit}>
        <Stack>
          <MoneyInput
            // An amount that was touched stands in the field as if it were keyed.
            key={usual}
            autoFocus
            label={t('giftCard.amount')}
            value={amountCents}
            error={tooMuch ? t('giftCard.most', { amount: formatCents(MOST_ON_A_CARD_CENTS, currency) }) : undefined}
            onChange={setAmount}
          />
          <Group grow>
            {USUAL_CENTS.map((cents) => (
              <Button
                key={cents}
                size="lg"
                variant={cents === amountCents ? 'filled' : 'light'}
                px="xs"
                onClick={() => {
                  setUsual(cents);
                  setAmount(cents);
                }}
              >
                {formatCents(cents, currency)}
              </Button>
            ))}
          </Group>
          <Group align="end" wrap="nowrap">
            <TextInput
              flex={1}
              size="md"
              label={t('giftCard.code')}
              description={t('giftCard.codeHint')}
              error={isCode ? (asked.isUnknown ? t('giftCard.unknownCode') : undefined) : t('giftCard.badCode')}
              data-scans
              autoComplete="off"
              maxLength={60}
              value={code}
              onChange={(event) => {
                setCode(event.currentTarget.value);
                asked.reset();
              }}
              onKeyDown={(event) => {
                // A scanner ends with Enter: the card is known, and what is put on it is still to be keyed.
                if (event.key !== 'Enter' || amountCents) return;
                event.preventDefault();
              }}
            />
            <Button
              size="md"
              variant="default"
              disabled={given === '' || !isCode}
              loading={asked.isPending}
              onClick={() => asked.mutate(given)}
            >
              {t('giftCard.check')}
            </Button>
          </Group>
          {asked.data && (
            <Text role="status" size="lg" fw={600}>
              {t('giftCard.balance', { amount: formatCents(asked.data.balanceCents, currency) })}
            </Text>
          )}
          <ProblemAlert error={asked.error} />
          <Button size="xl" type="submit" disabled={!amountCents || tooMuch || !isCode}>
            {t('giftCard.sell')}
          </Button>
        </Stack>
      </form>
    </Dialog>
  );
}
