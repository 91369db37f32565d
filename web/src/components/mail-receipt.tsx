import { Button, Group, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { answered, api, type Schemas } from '../lib/api-client';
import { useProblemText } from '../lib/problem-text';
import { useTexts } from '../lib/texts';
import { newUuid } from '../lib/uuid';
import { ProblemAlert } from './problem-alert';

/** Sends a receipt by e-mail, for who wants no paper. The address is typed, sent, and kept nowhere. */
export function MailReceipt({ saleId }: { saleId: string }) {
  const { t, locale } = useTexts();
  const { faultsOf } = useProblemText();
  const [isOpen, setOpen] = useState(false);
  const [to, setTo] = useState('');
  const [id, setId] = useState(newUuid);
  const sending = useMutation({
    mutationFn: (body: Schemas['ReceiptMailDto']) =>
      answered(api.POST('/api/sales/{id}/receipt-mails', { params: { path: { id: saleId } }, body })),
  });
  if (sending.isSuccess) return <output ref={focusNext}>{t('receipt.mailed', { to: sending.variables.to })}</output>;
  if (!isOpen) {
    return (
      <Button size="lg" variant="default" onClick={() => setOpen(true)}>
        {t('receipt.mail')}
      </Button>
    );
  }
  const faultAt = faultsOf(sending.error).find(({ path }) => path === 'to')?.message;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // Enter is this field's, and not the dialog's.
    event.stopPropagation();
    if (to.trim() !== '') sending.mutate({ id, to: to.trim(), language: locale });
  };
  return (
    <form onSubmit={submit}>
      <Group align="end" wrap="nowrap">
        <TextInput
          flex={1}
          size="lg"
          type="email"
          label={t('receipt.mailTo')}
          autoFocus
          autoComplete="off"
          value={to}
          error={faultAt}
          onChange={(event) => {
            setTo(event.currentTarget.value);
            // Another address is another mail.
            setId(newUuid());
          }}
        />
        <Button size="lg" type="submit" disabled={to.trim() === ''} loading={sending.isPending}>
          {t('receipt.send')}
        </Button>
      </Group>
      <ProblemAlert error={sending.error} shownAt={(path) => path === 'to'} />
    </form>
  );
}

/** The field is gone with the focus in it: keys are the dialog's again. */
function focusNext(said: HTMLOutputElement | null): void {
  said?.closest('[role="dialog"]')?.querySelector<HTMLElement>('[data-autofocus]')?.focus();
}
