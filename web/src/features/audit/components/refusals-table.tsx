import { DataTable } from '../../../components/data-table';
import { ExportButtons } from '../../../components/export-buttons';
import { Loading } from '../../../components/page';
import { useStores } from '../../../domain/stores';
import { formatInstant } from '../../../lib/format';
import { useT } from '../../../lib/texts';
import { useProfile } from '../../session/session';
import { type Refusal, useRefusals } from '../api/audit';

/** Refused sales, as an inspector asks for them; nothing of a licence is in it. */
export function RefusalsTable({ from, to }: { from: string; to: string }) {
  const t = useT();
  const { timezone } = useProfile().organization;
  const refusals = useRefusals({ from, to });
  const registers = new Map(
    (useStores().data?.items ?? []).flatMap((store) =>
      store.registers.map(({ id, name }) => [id, `${name} · ${store.name}`] as const),
    ),
  );
  const columns = [
    { title: t('audit.when'), cell: ({ at }: Refusal) => formatInstant(at, timezone) },
    { title: t('audit.reason'), cell: ({ reason }: Refusal) => t(`refusal.${reason}`) },
    {
      title: t('audit.method'),
      cell: ({ method }: Refusal) => (method ? t(`audit.method.${method as 'visual'}`) : ''),
    },
    { title: t('product.category'), cell: ({ category }: Refusal) => category ?? '' },
    { title: t('audit.rule'), cell: ({ rule }: Refusal) => rule ?? '' },
    { title: t('audit.cashier'), cell: ({ cashier }: Refusal) => cashier.name },
    { title: t('drawers.register'), cell: ({ registerId }: Refusal) => registers.get(registerId) ?? '' },
  ];
  return (
    <Loading query={refusals} isEmpty={(items) => items.length === 0} empty={t('audit.noRefusals')}>
      {(items) => (
        <>
          <DataTable
            caption={t('audit.refusals')}
            items={items}
            more={refusals.more}
            rowKey={({ id }) => id}
            columns={columns}
          />
          <ExportButtons
            name={`refusals-${from}-${to}`}
            rows={() => [
              columns.map(({ title }) => title),
              ...items.map((item) => columns.map(({ cell }) => cell(item))),
            ]}
          />
        </>
      )}
    </Loading>
  );
}
