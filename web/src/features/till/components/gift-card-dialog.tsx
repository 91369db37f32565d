import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Dialog } from '../../../components/dialog';
import { MoneyInput } from '../../../components/money-input';
import { ProblemAlert } from '../../../components/problem-alert';
import { formatCents } from '../../../lib/format';
import { useT } from '../../../lib/texts';
import { useGiftCard } from '../api/gift-cards';
import type { GiftCard } from '../basket';

interface GiftCardDialogProps {
  currency: string;
  onSell(card: GiftCard): void;
  onClose(): void;
}

/** What people put on them. */
const USUAL_CENTS = [2500, 5000, 10_000];
/** The API takes no more at once. */
const MOST_CENTS = 200_000;
const CODE = /^[\dA-Za-z -]{6,60}$/;

/** Sells a gift card, or charges one anew: with the code of the card that is handed over, or one that the receipt will have. */
export function GiftCardDialog({ currency, onSell, onClose }: GiftCardDialogProps) {
  const t = useT();
  const [amountCents, setAmount] = useState<number>();
  const [code, setCode] = useState('');
  const asked = useGiftCard();
  const given = code.trim();
  const isCode = given === '' || CODE.test(given);
  const tooMuch = amountCents !== undefined && amountCents > MOST_CENTS;
  const sell = (cents: number) => {
    onSell({ amountCents: cents, ...(given && { code: given }) });
    onClose();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (amountCents && !tooMuch && isCode) sell(amountCents);
  };
  return (
    <Dialog title={t('giftCard.title')} size="md" onClose={onClose}>
      <form onSubmit={submit}>
        <Stack>
          <MoneyInput
            autoFocus
            label={t('giftCard.amount')}
            value={amountCents}
            error={tooMuch ? t('giftCard.most', { amount: formatCents(MOST_CENTS, currency) }) : undefined}
            onChange={setAmount}
          />
          <Group grow>
            {USUAL_CENTS.map((cents) => (
              <Button key={cents} size="lg" variant="light" px="xs" disabled={!isCode} onClick={() => sell(cents)}>
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
              error={asked.isUnknown ? t('giftCard.unknownCode') : undefined}
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
