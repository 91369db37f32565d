import { Stack, Text, TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { ProblemAlert } from '../../../components/problem-alert';
import { type HouseAccount, useFoundAccounts } from '../../../domain/house-accounts';
import { focus } from '../../../lib/focus';
import { useT } from '../../../lib/texts';

interface AccountSearchProps {
  /** Those on which something may be bought alone. */
  openOnly?: boolean;
  /** What is said of each. */
  say(account: HouseAccount): string;
  onChoose(account: HouseAccount): void;
  onClose(): void;
}

/** Finds a house account by a part of its name; Enter chooses the first. */
export function AccountSearch({ openOnly = false, say, onChoose, onClose }: AccountSearchProps) {
  const t = useT();
  const [typed, setTyped] = useState('');
  const found = useFoundAccounts(typed, openOnly ? 'open' : undefined);
  const isFresh = !found.isPlaceholderData && !found.isPending;
  const [first] = found.data ?? [];
  // An Enter that comes before the answer counts when that is there.
  const [isMeant, setMeant] = useState(false);
  const choose = useRef(onChoose);
  choose.current = onChoose;
  useEffect(() => {
    if (!isMeant || !isFresh) return;
    setMeant(false);
    if (first) choose.current(first);
  }, [isMeant, isFresh, first]);
  return (
    <Stack gap="xs">
      <TextInput
        size="lg"
        ref={focus}
        data-autofocus
        label={t('account.find')}
        autoComplete="off"
        maxLength={60}
        // Escape leaves the field, not the dialog around it.
        data-mantine-stop-propagation
        value={typed}
        onChange={(event) => {
          setMeant(false);
          setTyped(event.currentTarget.value);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onClose();
          if (event.key !== 'Enter') return;
          // Not what the form around it would do.
          event.preventDefault();
          setMeant(true);
        }}
      />
      <ProblemAlert error={found.error} />
      {found.data?.length === 0 && isFresh && <Text role="status">{t('account.none')}</Text>}
      {found.data?.map((account) => (
        <button
          key={account.code}
          type="button"
          className="choice"
          disabled={!isFresh}
          onClick={() => onChoose(account)}
        >
          <span>
            <span className="choice-name">{account.name}</span>
            <Text component="span" size="sm" c="dimmed">
              {account.code}
            </Text>
          </span>
          <span className="choice-price">{say(account)}</span>
        </button>
      ))}
    </Stack>
  );
}
