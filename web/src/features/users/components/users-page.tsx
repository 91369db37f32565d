import { Badge, Button } from '@mantine/core';
import { useState } from 'react';
import { DataTable } from '../../../components/data-table';
import { Loading, Page } from '../../../components/page';
import { formatInstant } from '../../../lib/format';
import { useT } from '../../../lib/texts';
import { useProfile } from '../../session/session';
import { type User, useUsers } from '../api/users';
import { DeleteUser } from './delete-user';
import { UserForm } from './user-form';

/** Who works here: managers see them, org admins change them. */
export function UsersPage() {
  const t = useT();
  const { user: me, organization } = useProfile();
  const mayChange = me.role === 'org_admin';
  const users = useUsers();
  const [edited, setEdited] = useState<User | 'new'>();
  const [deleted, setDeleted] = useState<User>();
  const actions = (user: User) => [
    { text: t('app.edit'), label: t('app.editNamed', { name: user.name }), run: () => setEdited(user) },
    {
      text: t('app.delete'),
      label: t('app.deleteNamed', { name: user.name }),
      danger: true,
      run: () => setDeleted(user),
    },
  ];

  return (
    <Page
      title={t('nav.users')}
      actions={
        mayChange && (
          <Button size="md" onClick={() => setEdited('new')}>
            {t('users.new')}
          </Button>
        )
      }
    >
      <Loading query={users}>
        {(items) => (
          <DataTable
            caption={t('nav.users')}
            items={items}
            more={users.more}
            rowKey={({ id }) => id}
            columns={[
              {
                title: t('product.name'),
                cell: ({ name, active }) => (
                  <>
                    {name} {!active && <Badge color="gray">{t('users.disabled')}</Badge>}
                  </>
                ),
              },
              { title: t('signIn.email'), cell: ({ email }) => email },
              { title: t('users.role'), cell: ({ role }) => t(`role.${role}`) },
              {
                title: t('users.lastSignIn'),
                cell: ({ lastLoginAt }) => formatInstant(lastLoginAt, organization.timezone),
              },
            ]}
            nameOf={({ name }) => name}
            {...(mayChange && { actions })}
          />
        )}
      </Loading>
      {edited && <UserForm user={edited === 'new' ? undefined : edited} onClose={() => setEdited(undefined)} />}
      {deleted && <DeleteUser user={deleted} onClose={() => setDeleted(undefined)} />}
    </Page>
  );
}
