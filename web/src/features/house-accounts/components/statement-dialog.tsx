import { Group, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { DataTable } from '../../../components/data-table';
import { Dialog } from '../../../components/dialog';
import { ExportButtons } from '../../../components/export-buttons';
import { Loading } from '../../../components/page';
import { Printed } from '../../../components/printed';
import type { HouseAccount } from '../../../domain/house-accounts';
import { useBusinessTime } from '../../../domain/stores';
import { rangeOf } from '../../../lib/days';
import { formatBusinessDay, formatCents } from '../../../lib/format';
import { type Translate, useT } from '../../../lib/texts';
import { useProfile } from '../../session/session';
import { type Statement, useStatement } from '../api/house-accounts';

/** What was bought and paid on an account, to be looked at, printed or taken along. */
export function StatementDialog({ account, onClose }: { account: HouseAccount; onClose(): void }) {
  const t = useT();
  const { organization } = useProfile();
  const { day: today } = useBusinessTime(organization.timezone);
  const [range, setRange] = useState(rangeOf('month', today));
  const statement = useStatement(account.code, range.from, range.to);
  return (
    <Dialog title={t('accounts.statementOf', { name: account.name })} size="xl" onClose={onClose}>
      <Stack>
        <Group align="end">
          {(['from', 'to'] as const).map((name) => (
            <TextInput
              key={name}
              type="date"
              label={t(`drawers.${name}`)}
              value={range[name]}
              onChange={(event) => setRange({ ...range, [name]: event.currentTarget.value })}
            />
          ))}
          {statement.data && (
            <ExportButtons name={`${account.code}-${range.from}-${range.to}`} rows={() => cellsOf(statement.data, t)} />
          )}
        </Group>
        <Loading query={statement}>
          {(read) => (
            <>
              <StatementTable statement={read} currency={organization.currency} />
              <Printed>
                <h1>{organization.name}</h1>
                <p>
                  {t('accounts.statementOf', { name: read.account.name })} · {read.account.code}
                </p>
                <p>
                  {formatBusinessDay(read.from)} – {formatBusinessDay(read.to)}
                </p>
                <StatementTable statement={read} currency={organization.currency} />
              </Printed>
            </>
          )}
        </Loading>
      </Stack>
    </Dialog>
  );
}

interface Row {
  key: string;
  day: string;
  what: string;
  signed: string | null;
  amountCents: number | null;
  owedCents: number;
}

function StatementTable({ statement, currency }: { statement: Statement; currency: string }) {
  const t = useT();
  const money = (cents: number) => formatCents(cents, currency);
  const balance = (key: 'opening' | 'closing', owedCents: number): Row => ({
    ...{ key, day: '', what: t(`accounts.${key}`), signed: null, amountCents: null, owedCents },
  });
  const rows = statement.entries.map((entry, index) => ({
    ...entry,
    key: String(index),
    day: formatBusinessDay(entry.businessDate),
    what: `${t(`accounts.${entry.kind}`)} ${entry.receiptNumber}`,
    signed: entry.reference,
  }));
  return (
    <DataTable<Row>
      caption={t('accounts.statement')}
      items={[balance('opening', statement.openingCents), ...rows]}
      total={balance('closing', statement.closingCents)}
      rowKey={({ key }) => key}
      columns={[
        { title: t('drawers.day'), cell: ({ day }) => day },
        {
          title: t('accounts.what'),
          cell: ({ what, signed }) => (
            <>
              {what}
              {signed && (
                <Text size="sm" c="dimmed">
                  {signed}
                </Text>
              )}
            </>
          ),
        },
        {
          title: t('accounts.amount'),
          numeric: true,
          cell: ({ amountCents }) => (amountCents === null ? '' : money(amountCents)),
        },
        { title: t('accounts.owed'), numeric: true, cell: ({ owedCents }) => money(owedCents) },
      ]}
    />
  );
}

/** Amounts as plain numbers, which spreadsheets add up. */
function cellsOf({ openingCents, entries, closingCents }: Statement, t: Translate): (string | number)[][] {
  const titles = ['drawers.day', 'accounts.what', 'receipt.which', 'accounts.signed', 'accounts.amount'] as const;
  return [
    [...titles.map((title) => t(title)), t('accounts.owed')],
    [t('accounts.opening'), '', '', '', '', openingCents / 100],
    ...entries.map(({ businessDate, kind, receiptNumber, reference, amountCents, owedCents }) => [
      ...[businessDate, t(`accounts.${kind}`), receiptNumber, reference ?? ''],
      ...[amountCents / 100, owedCents / 100],
    ]),
    [t('accounts.closing'), '', '', '', '', closingCents / 100],
  ];
}
