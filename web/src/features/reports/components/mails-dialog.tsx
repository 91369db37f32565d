import { Alert, Button, Group, NativeSelect, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { DataTable } from '../../../components/data-table';
import { Dialog } from '../../../components/dialog';
import { Loading } from '../../../components/page';
import { ProblemAlert } from '../../../components/problem-alert';
import { useToasts } from '../../../components/toasts';
import { formatHour, formatInstant } from '../../../lib/format';
import { useT, useTexts } from '../../../lib/texts';
import { useApiForm } from '../../../lib/use-api-form';
import { newUuid } from '../../../lib/uuid';
import { useProfile } from '../../session/session';
import {
  type NewReportMail,
  type ReportMail,
  useCreateReportMail,
  useReportMails,
  useSendReportMail,
  useStopReportMail,
} from '../api/report-mails';

const FREQUENCIES: NewReportMail['every'][] = ['day', 'week', 'month'];
const MORNING = 7;

/** Which reports go out by e-mail, to whom and when. */
export function MailsDialog({ onClose }: { onClose(): void }) {
  const t = useT();
  const mails = useReportMails();
  return (
    <Dialog title={t('reportMails.title')} size="xl" onClose={onClose}>
      <Loading query={mails}>
        {({ items, canSend }) => (
          <Stack>
            {!canSend && <Alert color="warning">{t('reportMails.notSetUp')}</Alert>}
            {items.length > 0 && <MailTable mails={items} />}
            {canSend && <MailForm />}
          </Stack>
        )}
      </Loading>
    </Dialog>
  );
}

function MailTable({ mails }: { mails: readonly ReportMail[] }) {
  const t = useT();
  const { timezone } = useProfile().organization;
  const send = useSendReportMail();
  const stop = useStopReportMail();
  const say = useToasts();
  const nameOf = ({ every, recipients }: ReportMail) => `${t(`reportMails.short.${every}`)}, ${recipients.join(', ')}`;
  return (
    <>
      <DataTable
        caption={t('reportMails.title')}
        items={mails}
        rowKey={({ id }) => id}
        nameOf={nameOf}
        columns={[
          {
            title: t('reportMails.every'),
            cell: ({ every, hour }) => `${t(`reportMails.short.${every}`)}, ${formatHour(hour)}`,
          },
          { title: t('reportMails.to'), cell: ({ recipients }) => recipients.join(', ') },
          {
            title: t('reportMails.next'),
            cell: ({ nextAt, fault, sentAt }) => (
              <>
                {formatInstant(nextAt, timezone)}
                {fault && (
                  <Text size="sm" c="refused">
                    {t(`reportMails.fault.${fault}`)}
                  </Text>
                )}
                {sentAt && (
                  <Text size="sm" c="dimmed">
                    {t('reportMails.last', { when: formatInstant(sentAt, timezone) })}
                  </Text>
                )}
              </>
            ),
          },
        ]}
        actions={(mail) => [
          {
            text: t('reportMails.sendNow'),
            label: t('reportMails.sendNowNamed', { name: nameOf(mail) }),
            loading: send.isPending && send.variables === mail.id,
            run: () => send.mutate(mail.id, { onSuccess: () => say({ text: t('reportMails.sent') }) }),
          },
          {
            text: t('reportMails.stop'),
            label: t('reportMails.stopNamed', { name: nameOf(mail) }),
            loading: stop.isPending && stop.variables === mail.id,
            run: () => stop.mutate(mail.id),
          },
        ]}
      />
      <ProblemAlert error={send.error ?? stop.error} />
    </>
  );
}

function MailForm() {
  const t = useT();
  const { user } = useProfile();
  const { locale: language } = useTexts();
  const [key, setKey] = useState(newUuid);
  const create = useCreateReportMail();
  const form = useApiForm({
    initialValues: { recipients: user.email, every: 'day' as NewReportMail['every'], hour: MORNING },
    write: create,
    onSubmit: ({ recipients, ...values }) =>
      create.mutate(
        { key, body: { ...values, language, recipients: recipients.split(/[\s,;]+/).filter(Boolean) } },
        { onSuccess: () => setKey(newUuid()) },
      ),
  });
  const { every, hour, recipients } = form.values;
  return (
    <form onSubmit={form.submit}>
      <Stack>
        <Textarea
          size="md"
          label={t('reportMails.to')}
          description={t('reportMails.toHint')}
          autosize
          minRows={2}
          required
          value={recipients}
          error={form.faultAt('recipients')}
          onChange={(event) => form.change({ recipients: event.currentTarget.value })}
        />
        <Group align="end">
          <NativeSelect
            size="md"
            label={t('reportMails.every')}
            value={every}
            data={FREQUENCIES.map((value) => ({ value, label: t(`reportMails.${value}`) }))}
            onChange={(event) => form.change({ every: event.currentTarget.value as NewReportMail['every'] })}
          />
          <NativeSelect
            size="md"
            label={t('reportMails.hour')}
            value={String(hour)}
            data={Array.from({ length: 24 }, (_, at) => ({ value: String(at), label: formatHour(at) }))}
            onChange={(event) => form.change({ hour: Number(event.currentTarget.value) })}
          />
          <Button size="md" type="submit" loading={form.pending}>
            {t('reportMails.create')}
          </Button>
        </Group>
        <ProblemAlert {...form.problem} />
      </Stack>
    </form>
  );
}
