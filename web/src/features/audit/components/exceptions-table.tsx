import { Text } from '@mantine/core';
import { Link } from 'wouter';
import { type Column, DataTable } from '../../../components/data-table';
import { ExportButtons } from '../../../components/export-buttons';
import { Loading } from '../../../components/page';
import { formatCents } from '../../../lib/format';
import { useT } from '../../../lib/texts';
import { useProfile } from '../../session/session';
import { type Exceptions, useExceptions } from '../api/audit';

type Count = 'returnsCount' | 'voidsCount' | 'overridesCount' | 'discountsCount' | 'noSalesCount' | 'clearedCount';

/** What is counted, the money beside it, and where each of them is found. */
const COUNTED: { count: Count; cents?: keyof Exceptions; to(cashierId: string, days: string): string }[] = [
  { count: 'returnsCount', cents: 'returnsCents', to: (id, days) => `/sales?kind=return&cashier=${id}&${days}` },
  { count: 'voidsCount', cents: 'voidsCents', to: (id, days) => `/log?view=log&actor=${id}&action=sale.void&${days}` },
  {
    count: 'overridesCount',
    cents: 'overridesCents',
    to: (id, days) => `/log?view=log&actor=${id}&action=sale.price_override&${days}`,
  },
  {
    count: 'discountsCount',
    cents: 'discountsCents',
    to: (id, days) => `/log?view=log&actor=${id}&action=sale.discount&${days}`,
  },
  { count: 'noSalesCount', to: (id, days) => `/log?view=log&actor=${id}&action=drawer.no_sale&${days}` },
  {
    count: 'clearedCount',
    cents: 'clearedCents',
    to: (id, days) => `/log?view=log&actor=${id}&action=sale.cleared&${days}`,
  },
];
/** So many times what everybody does on as many sales is pointed out. */
const STRIKING = 2;

/** By cashier, each against what all of them do on as many sales. */
export function ExceptionsTable({ from, to }: { from: string; to: string }) {
  const t = useT();
  const { currency } = useProfile().organization;
  const exceptions = useExceptions({ from, to });
  const money = (cents: number) => formatCents(cents, currency);
  const days = `from=${from}&to=${to}`;
  return (
    <Loading query={exceptions} isEmpty={({ cashiers }) => cashiers.length === 0} empty={t('audit.noExceptions')}>
      {({ cashiers, totals }) => {
        const columns: Column<Exceptions>[] = [
          { title: t('audit.cashier'), cell: ({ cashierName }) => cashierName, sort: (one) => one.cashierName },
          {
            title: t('audit.salesCount'),
            numeric: true,
            cell: ({ cashierId, salesCount }) => (
              <Link href={`/sales?cashier=${cashierId}&${days}`} className="figure">
                {salesCount}
              </Link>
            ),
            sort: (one) => one.salesCount,
          },
          ...COUNTED.map(
            ({ count, cents, to: address }): Column<Exceptions> => ({
              title: t(`audit.${count}`),
              numeric: true,
              sort: (one) => one[count],
              cell: (one) => (
                <>
                  <Link
                    href={address(one.cashierId, days)}
                    className={isStriking(one, totals, count) ? 'figure off' : 'figure'}
                  >
                    {one[count]}
                  </Link>
                  {cents && one[count] > 0 && (
                    <Text size="xs" c="dimmed">
                      {money(Number(one[cents]))}
                    </Text>
                  )}
                </>
              ),
            }),
          ),
          {
            title: t('audit.shortCents'),
            numeric: true,
            cell: (one) => money(one.shortCents),
            sort: (one) => one.shortCents,
          },
          {
            title: t('audit.overCents'),
            numeric: true,
            cell: (one) => money(one.overCents),
            sort: (one) => one.overCents,
          },
        ];
        return (
          <>
            <Text size="sm" c="dimmed">
              {t('audit.striking', { times: STRIKING })}
            </Text>
            <DataTable
              caption={t('audit.exceptions')}
              items={cashiers}
              columns={columns}
              rowKey={({ cashierId }) => cashierId}
              total={{ ...totals, cashierId: '', cashierName: t('audit.everybody') }}
            />
            <ExportButtons
              name={`exceptions-${from}-${to}`}
              rows={() => [
                [
                  t('audit.cashier'),
                  t('audit.salesCount'),
                  ...COUNTED.map(({ count }) => t(`audit.${count}`)),
                  t('audit.shortCents'),
                  t('audit.overCents'),
                ],
                ...cashiers.map((one) => [
                  one.cashierName,
                  one.salesCount,
                  ...COUNTED.map(({ count }) => one[count]),
                  one.shortCents / 100,
                  one.overCents / 100,
                ]),
              ]}
            />
          </>
        );
      }}
    </Loading>
  );
}

/** Much more of it than everybody has on as many sales; of one alone there is nothing to say. */
function isStriking(one: Exceptions, totals: Omit<Exceptions, 'cashierId' | 'cashierName'>, count: Count): boolean {
  if (one[count] < 2 || totals.salesCount === one.salesCount) return false;
  return one[count] * totals.salesCount > STRIKING * totals[count] * Math.max(one.salesCount, 1);
}
