import { Stack, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from '../../../components/dialog';
import { MoneyInput } from '../../../components/money-input';
import { SaveBar } from '../../../components/save-bar';
import type { HouseAccount } from '../../../domain/house-accounts';
import { useT } from '../../../lib/texts';
import { useApiForm } from '../../../lib/use-api-form';
import { newUuid } from '../../../lib/uuid';
import { useSaveAccount } from '../api/house-accounts';

/** Opens an account, or changes one. */
export function AccountForm({ account, onClose }: { account: HouseAccount | undefined; onClose(): void }) {
  const t = useT();
  const [idempotencyKey] = useState(newUuid);
  const save = useSaveAccount(account, idempotencyKey);
  const form = useApiForm({
    initialValues: {
      name: account?.name ?? '',
      phone: account?.phone ?? '',
      email: account?.email ?? '',
      note: account?.note ?? '',
      limitCents: account?.limitCents as number | undefined,
      open: account?.status !== 'closed',
    },
    write: save,
    onSubmit: ({ phone, email, note, limitCents, ...values }) => {
      if (limitCents === undefined) return;
      const contact = { phone: phone || null, email: email || null, note: note || null };
      save.mutate({ ...values, ...contact, limitCents }, { onSuccess: onClose });
    },
  });
  return (
    <Dialog
      title={account ? t('accounts.edit', { name: account.name }) : t('accounts.new')}
      size="panel"
      unsaved={form.changed}
      onClose={onClose}
    >
      <form onSubmit={form.submit}>
        <Stack>
          <TextInput label={t('product.name')} size="md" required data-autofocus {...form.text('name')} />
          <MoneyInput
            label={t('accounts.limit')}
            description={t('accounts.limitHint')}
            required
            value={form.values.limitCents}
            error={form.faultAt('limitCents')}
            onChange={(limitCents) => form.change({ limitCents })}
          />
          <TextInput label={t('accounts.note')} size="md" maxLength={500} {...form.text('note')} />
          <TextInput label={t('accounts.phone')} size="md" maxLength={40} {...form.text('phone')} />
          <TextInput label={t('signIn.email')} type="email" size="md" {...form.text('email')} />
          {account && (
            <Switch
              label={t('accounts.open')}
              description={t('accounts.openHint')}
              size="md"
              checked={form.values.open}
              onChange={(event) => form.change({ open: event.currentTarget.checked })}
            />
          )}
          <SaveBar saving={form.pending} problem={form.problem} />
        </Stack>
      </form>
    </Dialog>
  );
}
