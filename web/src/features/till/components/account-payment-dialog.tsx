import '../till-dialogs.css';
import { Button, Stack, Text } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Dialog } from '../../../components/dialog';
import { MoneyInput } from '../../../components/money-input';
import type { HouseAccount } from '../../../domain/house-accounts';
import { sumOf } from '../../../domain/settlement';
import { focusMarked } from '../../../lib/focus';
import { formatCents } from '../../../lib/format';
import { useT } from '../../../lib/texts';
import type { AccountPayment } from '../basket';
import { AccountSearch } from './account-search';

interface AccountPaymentDialogProps {
  currency: string;
  /** What of the sale at hand is paid into accounts. */
  already: readonly AccountPayment[];
  onPay(payment: AccountPayment): void;
  onClose(): void;
}

/** What is owed on a house account is paid at the till, by whatever else the store takes: it stands in the sale as a line of its own. */
export function AccountPaymentDialog({ currency, already, onPay, onClose }: AccountPaymentDialogProps) {
  const t = useT();
  const [account, setAccount] = useState<HouseAccount>();
  const [amountCents, setAmount] = useState<number>();
  const money = (cents: number) => formatCents(cents, currency);
  const owedOn = ({ code, owedCents }: HouseAccount) =>
    Math.max(owedCents - sumOf(already.filter((one) => one.code === code)), 0);
  const tooMuch = account !== undefined && (amountCents ?? 0) > owedOn(account);
  const owes = (one: HouseAccount) => t('account.owes', { amount: money(owedOn(one)) });
  const choose = (chosen: HouseAccount) => {
    setAccount(chosen);
    setAmount(owedOn(chosen) || undefined);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!account || !amountCents || tooMuch) return;
    onPay({ code: account.code, name: account.name, amountCents });
    onClose();
  };
  return (
    <Dialog title={t('account.title')} size="md" onClose={onClose}>
      {account ? (
        // The dialog stands there already: what is keyed next is the amount.
        <form ref={focusMarked} onSubmit={submit}>
          <Stack>
            <Text fw={600} size="lg">
              {account.name}
            </Text>
            <Text>{owes(account)}</Text>
            <MoneyInput
              autoFocus
              label={t('account.amount')}
              value={amountCents}
              error={tooMuch ? t('account.tooMuch', { amount: money(owedOn(account)) }) : undefined}
              onChange={setAmount}
            />
            <Button size="xl" type="submit" disabled={!amountCents || tooMuch}>
              {t('giftCard.sell')}
            </Button>
          </Stack>
        </form>
      ) : (
        <AccountSearch say={owes} onChoose={choose} onClose={onClose} />
      )}
    </Dialog>
  );
}
