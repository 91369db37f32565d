import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Dialog } from '../../../components/dialog';
import { Keypad } from '../../../components/keypad';
import { ProblemAlert } from '../../../components/problem-alert';
import { useT } from '../../../lib/texts';
import { type Permission, useApproval, useApprovers } from '../api/approvals';
import type { Approval } from '../machine/open-sale';

const PIN = /^\d{4,8}$/;
const LONGEST = 8;
/** Who allowed something here last is most likely at hand again. */
const KEPT = 'till.approver.1';

interface ApprovalDialogProps {
  permission: Permission;
  /** The id of the sale or shift it is allowed for. */
  subject: string;
  onApproved(approval: Approval): void;
  onClose(): void;
}

/** Somebody who may do it types a PIN over the cashier's shoulder, and what was begun goes on. */
export function ApprovalDialog({ permission, subject, onApproved, onClose }: ApprovalDialogProps) {
  const t = useT();
  const approvers = useApprovers(permission);
  const approval = useApproval();
  const [chosen, setChosen] = useState(() => localStorage.getItem(KEPT));
  const [pin, setPin] = useState('');
  const people = approvers.data?.items ?? [];
  const approver = people.find(({ id }) => id === chosen) ?? people[0];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!approver || !PIN.test(pin) || approval.isPending) return;
    localStorage.setItem(KEPT, approver.id);
    approval.mutate(
      { permission, subject, pin, approverId: approver.id },
      {
        onSuccess: ({ approval: token }) => onApproved({ permission, approval: token }),
        onError: () => setPin(''),
      },
    );
  };
  return (
    <Dialog title={t(`approve.${permission}`)} size="sm" onClose={onClose}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          {approvers.data && people.length === 0 ? (
            <Text>{t('approve.nobody')}</Text>
          ) : (
            <Text c="dimmed">{t('approve.who')}</Text>
          )}
          <Group gap="xs">
            {people.map(({ id, name }) => (
              <Button
                key={id}
                size="md"
                variant={id === approver?.id ? 'filled' : 'default'}
                aria-pressed={id === approver?.id}
                onClick={() => setChosen(id)}
              >
                {name}
              </Button>
            ))}
          </Group>
          <TextInput
            size="lg"
            type="password"
            label={t('approve.pin')}
            inputMode="numeric"
            autoComplete="off"
            data-autofocus
            maxLength={LONGEST}
            value={pin}
            onChange={(event) => setPin(event.currentTarget.value.replace(/\D/g, ''))}
          />
          <Keypad
            onKey={(digit) => setPin((before) => (before + digit).slice(0, LONGEST))}
            onBack={() => setPin((before) => before.slice(0, -1))}
            last={<span />}
          />
          <ProblemAlert error={approval.error ?? approvers.error} />
          <Button size="xl" type="submit" disabled={!approver || !PIN.test(pin)} loading={approval.isPending}>
            {t('approve.allow')}
          </Button>
        </Stack>
      </form>
    </Dialog>
  );
}
