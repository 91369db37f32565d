import { mayBeCardNumber } from '@liquor-pos/domain/tenders/tender-reference';
import { Button, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { HouseAccount } from '../../../domain/house-accounts';
import { sumOf } from '../../../domain/settlement';
import { focus } from '../../../lib/focus';
import { formatCents } from '../../../lib/format';
import { useT } from '../../../lib/texts';
import type { PaidWith } from '../basket';
import { AccountSearch } from './account-search';

interface AccountTenderProps {
  currency: string;
  /** What it would pay. */
  amountCents: number;
  tendered: readonly PaidWith[];
  /** More stands in the field than is due, or nothing is. */
  tooMuch: boolean;
  disabled: boolean;
  onTake(paid: PaidWith): void;
  onClose(): void;
}

/** Bought on account: whose it is, and who signs for it; no more of it than is left of the limit. */
export function AccountTender(props: AccountTenderProps) {
  const { currency, amountCents, tendered, tooMuch, disabled, onTake, onClose } = props;
  const t = useT();
  const [account, setAccount] = useState<HouseAccount>();
  const [signs, setSigns] = useState('');
  const money = (cents: number) => formatCents(cents, currency);
  const left = ({ code, availableCents }: HouseAccount) =>
    availableCents - sumOf(tendered.filter((one) => one.code === code));
  if (!account) {
    const say = (one: HouseAccount) => t('account.left', { amount: money(left(one)) });
    return <AccountSearch openOnly say={say} onChoose={setAccount} onClose={onClose} />;
  }
  const takes = Math.min(amountCents, left(account));
  const given = signs.trim();
  const isCardNumber = mayBeCardNumber(given);
  const isReady = takes > 0 && !tooMuch && !isCardNumber && !disabled;
  const take = () => {
    if (!isReady) return;
    onTake({
      type: 'house_account',
      code: account.code,
      amountCents: takes,
      name: account.name,
      ...(given && { reference: given }),
    });
  };
  return (
    <Stack gap="sm">
      <Text fw={600} size="lg">
        {account.name}
      </Text>
      {account.note && <Text>{account.note}</Text>}
      <Text c="dimmed">{t('account.left', { amount: money(left(account)) })}</Text>
      <TextInput
        size="lg"
        ref={focus}
        label={t('account.signs')}
        autoComplete="off"
        maxLength={60}
        data-mantine-stop-propagation
        error={tooMuch ? t('tender.cardTooMuch') : isCardNumber ? t('tender.noCardNumber') : undefined}
        value={signs}
        onChange={(event) => setSigns(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setAccount(undefined);
          if (event.key !== 'Enter') return;
          // Not the cash that the form around it would take.
          event.preventDefault();
          take();
        }}
      />
      {takes <= 0 && !tooMuch && <Text role="status">{t('account.limitReached')}</Text>}
      <Button size="lg" disabled={!isReady} onClick={take}>
        {t('tender.takeIt', { amount: money(Math.max(takes, 0)) })}
      </Button>
    </Stack>
  );
}
