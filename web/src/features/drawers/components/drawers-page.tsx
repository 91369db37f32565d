import { Badge, Group, NativeSelect, Stack, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import { useSearchParams } from 'wouter';
import { DataTable } from '../../../components/data-table';
import { Loading, Page } from '../../../components/page';
import { type Shift, useOpenShifts, useZReports, type ZReport } from '../../../domain/shifts';
import { useStores, useZoneOf } from '../../../domain/stores';
import { formatBusinessDay, formatCents, formatInstant } from '../../../lib/format';
import { changed } from '../../../lib/query';
import { useT } from '../../../lib/texts';
import { useProfile } from '../../session/session';
import { ShiftDialog } from './shift-dialog';

/** The drawers that are open now, and what was counted when others were closed. */
export function DrawersPage() {
  const t = useT();
  const { organization } = useProfile();
  const { currency } = organization;
  const [params, setParams] = useSearchParams();
  const filter = {
    registerId: params.get('register') ?? '',
    from: params.get('from') ?? '',
    to: params.get('to') ?? '',
  };
  const open = useOpenShifts();
  const closed = useZReports(filter);
  const [shown, setShown] = useState<Shift | ZReport>();
  const zoneOf = useZoneOf(organization.timezone);
  const places = usePlaces();
  const money = (cents: number) => formatCents(cents, currency);
  const set = (name: string, value: string) => setParams(changed(name, value), { replace: true });
  const cashOf = (amounts: readonly { tender: string; cents: number }[] | null) =>
    amounts?.find(({ tender }) => tender === 'cash')?.cents ?? 0;
  const view = (item: Shift | ZReport) => [
    { text: t('drawers.show'), label: t('drawers.showNamed', { name: nameOf(item) }), run: () => setShown(item) },
  ];
  const nameOf = ({ registerId, number }: Shift | ZReport) => `${places.get(registerId) ?? ''} · Z ${number}`;

  return (
    <Page title={t('nav.drawers')}>
      <Stack>
        <Title order={2} size="h4">
          {t('drawers.open')}
        </Title>
        <Loading query={open} isEmpty={({ items }) => items.length === 0} empty={t('drawers.noneOpen')}>
          {({ items }) => (
            <DataTable<Shift>
              caption={t('drawers.open')}
              items={items}
              rowKey={({ id }) => id}
              nameOf={nameOf}
              actions={view}
              columns={[
                { title: t('drawers.register'), cell: ({ registerId }) => places.get(registerId) },
                {
                  title: t('drawers.since'),
                  cell: ({ openedAt, storeId, overdue }) => (
                    <>
                      {formatInstant(openedAt, zoneOf(storeId))}{' '}
                      {overdue && <Badge color="warning">{t('drawers.overdue')}</Badge>}
                    </>
                  ),
                },
                { title: t('drawers.by'), cell: ({ openedBy }) => openedBy.name },
                {
                  title: t('drawers.openingOff'),
                  numeric: true,
                  cell: ({ openingDifferenceCents: off }) =>
                    off ? <span className="off">{money(off)}</span> : money(0),
                },
                { title: t('drawers.shouldBe'), numeric: true, cell: ({ expected }) => money(cashOf(expected)) },
              ]}
            />
          )}
        </Loading>
        <Title order={2} size="h4">
          {t('drawers.closed')}
        </Title>
        <Group align="end">
          <NativeSelect
            label={t('drawers.register')}
            value={filter.registerId}
            data={[{ value: '', label: t('drawers.all') }, ...[...places].map(([value, label]) => ({ value, label }))]}
            onChange={(event) => set('register', event.currentTarget.value)}
          />
          {(['from', 'to'] as const).map((name) => (
            <TextInput
              key={name}
              type="date"
              label={t(`drawers.${name}`)}
              value={filter[name]}
              onChange={(event) => set(name, event.currentTarget.value)}
            />
          ))}
        </Group>
        <Loading query={closed} isEmpty={(items) => items.length === 0} empty={t('drawers.noneClosed')}>
          {(items) => (
            <DataTable<ZReport>
              caption={t('drawers.closed')}
              items={items}
              more={closed.more}
              rowKey={({ id }) => id}
              nameOf={nameOf}
              actions={view}
              columns={[
                { title: t('drawers.z'), cell: ({ number }) => number },
                { title: t('drawers.register'), cell: ({ registerId }) => places.get(registerId) },
                { title: t('drawers.day'), cell: ({ businessDate }) => formatBusinessDay(businessDate) },
                { title: t('drawers.by'), cell: ({ closedBy }) => closedBy.name },
                { title: t('drawers.total'), numeric: true, cell: ({ totals }) => money(totals.totalCents) },
                { title: t('drawers.counted'), numeric: true, cell: ({ counted }) => money(cashOf(counted)) },
                {
                  title: t('drawers.overShort'),
                  numeric: true,
                  cell: ({ overShort }) => <OverShort amounts={overShort} money={money} />,
                },
              ]}
            />
          )}
        </Loading>
      </Stack>
      {shown && (
        <ShiftDialog
          shift={shown}
          about={places.get(shown.registerId) ?? ''}
          currency={currency}
          timezone={zoneOf(shown.storeId)}
          onClose={() => setShown(undefined)}
        />
      )}
    </Page>
  );
}

/** Every register with its store, as lists name it. */
function usePlaces(): ReadonlyMap<string, string> {
  const { data } = useStores();
  return new Map(
    (data?.items ?? []).flatMap((store) =>
      store.registers.map(({ id, name }) => [id, `${name} · ${store.name}`] as const),
    ),
  );
}

/** Of each tender by itself: one that is over makes up for none that is short. */
function OverShort({ amounts, money }: { amounts: ZReport['overShort']; money(cents: number): string }) {
  const t = useT();
  const off = amounts.filter(({ cents }) => cents !== 0);
  if (off.length === 0) return <>{money(0)}</>;
  return (
    <span className="off">
      {off
        .map(({ tender, cents }) => (off.length > 1 ? `${t(`tender.${tender}`)} ${money(cents)}` : money(cents)))
        .join(' · ')}
    </span>
  );
}
