import { Badge, Button } from '@mantine/core';
import { useState } from 'react';
import { DataTable } from '../../../components/data-table';
import { Loading, Page } from '../../../components/page';
import type { HouseAccount } from '../../../domain/house-accounts';
import { formatCents } from '../../../lib/format';
import { useT } from '../../../lib/texts';
import { useProfile } from '../../session/session';
import { useHouseAccounts } from '../api/house-accounts';
import { AccountForm } from './account-form';
import { StatementDialog } from './statement-dialog';

/** Who buys on account, what is owed, and how much more may be. */
export function AccountsPage() {
  const t = useT();
  const { organization } = useProfile();
  const accounts = useHouseAccounts();
  const [edited, setEdited] = useState<HouseAccount | 'new'>();
  const [shown, setShown] = useState<HouseAccount>();
  const money = (cents: number) => formatCents(cents, organization.currency);
  const actions = (account: HouseAccount) => [
    {
      text: t('accounts.statement'),
      label: t('accounts.statementOf', { name: account.name }),
      run: () => setShown(account),
    },
    { text: t('app.edit'), label: t('app.editNamed', { name: account.name }), run: () => setEdited(account) },
  ];
  return (
    <Page
      title={t('nav.accounts')}
      actions={
        <Button size="md" onClick={() => setEdited('new')}>
          {t('accounts.new')}
        </Button>
      }
    >
      <Loading query={accounts} isEmpty={(items) => items.length === 0} empty={t('accounts.none')}>
        {(items) => (
          <DataTable
            caption={t('nav.accounts')}
            items={items}
            more={accounts.more}
            rowKey={({ code }) => code}
            nameOf={({ name }) => name}
            actions={actions}
            columns={[
              {
                title: t('product.name'),
                cell: ({ name, status }) => (
                  <>
                    {name} {status === 'closed' && <Badge color="gray">{t('accounts.closed')}</Badge>}
                  </>
                ),
              },
              { title: t('accounts.code'), cell: ({ code }) => code },
              { title: t('accounts.owed'), numeric: true, cell: ({ owedCents }) => money(owedCents) },
              { title: t('accounts.limit'), numeric: true, cell: ({ limitCents }) => money(limitCents) },
              { title: t('accounts.left'), numeric: true, cell: ({ availableCents }) => money(availableCents) },
            ]}
          />
        )}
      </Loading>
      {edited && <AccountForm account={edited === 'new' ? undefined : edited} onClose={() => setEdited(undefined)} />}
      {shown && <StatementDialog account={shown} onClose={() => setShown(undefined)} />}
    </Page>
  );
}
