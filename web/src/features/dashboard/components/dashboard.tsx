import { BarChart } from '@mantine/charts';
import { Paper, SimpleGrid, Stack, Table, Text, Title } from '@mantine/core';
import { Loading, Page } from '../../../components/page';
import { daysBefore, todayIn } from '../../../lib/days';
import { formatCents, formatNumber } from '../../../lib/format';
import { useLowStock, useSalesReport } from '../../../lib/sales-report';
import { useT } from '../../../lib/texts';
import { useProfile } from '../../session/session';
import { byHour, type Comparison, compared } from '../comparison';

const TOP = 8;

/** Today against the same weekday last week: what a manager looks at first. */
export function Dashboard() {
  const t = useT();
  const { organization } = useProfile();
  const { currency, timezone } = organization;
  const today = todayIn(timezone);
  const before = daysBefore(today, 7);
  const now = useSalesReport(today, today, 'hour');
  const then = useSalesReport(before, before, 'hour');
  const products = useSalesReport(today, today, 'product');
  const low = useLowStock();
  const money = (cents: number) => formatCents(cents, currency);

  return (
    <Page title={t('nav.dashboard')}>
      <Stack>
        <Loading query={now}>
          {(report) => (
            <>
              <SimpleGrid cols={{ base: 2, md: 4 }}>
                <Figure title={t('figures.sales')} {...compared(report, then.data, 'salesCount')} show={formatNumber} />
                <Figure title={t('figures.total')} {...compared(report, then.data, 'totalCents')} show={money} />
                <Figure title={t('figures.margin')} {...compared(report, then.data, 'marginCents')} show={money} />
                <Figure title={t('figures.units')} {...compared(report, then.data, 'units')} show={formatNumber} />
              </SimpleGrid>
              <Paper withBorder p="md">
                <Title order={2} size="h4" mb="sm">
                  {t('dashboard.byHour')}
                </Title>
                <BarChart
                  h={260}
                  data={byHour(report, then.data)}
                  dataKey="hour"
                  withLegend
                  valueFormatter={(value) => money(value)}
                  series={[
                    { name: 'today', label: t('range.today'), color: 'grape.8' },
                    { name: 'before', label: t('dashboard.lastWeek'), color: 'gray.5' },
                  ]}
                />
              </Paper>
            </>
          )}
        </Loading>
        <SimpleGrid cols={{ base: 1, md: 2 }}>
          <Paper withBorder p="md">
            <Title order={2} size="h4" mb="sm">
              {t('dashboard.topProducts')}
            </Title>
            <Loading query={products} isEmpty={({ groups }) => groups.length === 0}>
              {({ groups }) => (
                <Rows
                  caption={t('dashboard.topProducts')}
                  rows={[...groups]
                    .sort((a, b) => b.netCents - a.netCents)
                    .slice(0, TOP)
                    .map(({ key, label, units, netCents }) => [key, label, formatNumber(units), money(netCents)])}
                />
              )}
            </Loading>
          </Paper>
          <Paper withBorder p="md">
            <Title order={2} size="h4" mb="sm">
              {t('dashboard.lowStock')}
            </Title>
            <Loading query={low} isEmpty={({ items }) => items.length === 0} empty={t('dashboard.noneLow')}>
              {({ items }) => (
                <Rows
                  caption={t('dashboard.lowStock')}
                  rows={items.map(({ productId, name, onHand, reorderPoint }) => [
                    productId,
                    name,
                    formatNumber(onHand),
                    t('dashboard.reorderAt', { count: reorderPoint ?? 0 }),
                  ])}
                />
              )}
            </Loading>
          </Paper>
        </SimpleGrid>
      </Stack>
    </Page>
  );
}

function Figure({ title, now, before, show }: Comparison & { title: string; show(value: number): string }) {
  const t = useT();
  return (
    <Paper withBorder p="md">
      <Text size="sm" c="dimmed">
        {title}
      </Text>
      <Text fz={28} fw={700} lh={1.2}>
        {show(now)}
      </Text>
      <Text size="sm" c="dimmed">
        {before === undefined ? '–' : t('dashboard.before', { amount: show(before) })}
      </Text>
    </Paper>
  );
}

function Rows({ caption, rows }: { caption: string; rows: [string, string, string, string][] }) {
  return (
    <Table aria-label={caption}>
      <Table.Tbody>
        {rows.map(([key, name, amount, more]) => (
          <Table.Tr key={key}>
            <Table.Td>{name}</Table.Td>
            <Table.Td ta="right">{amount}</Table.Td>
            <Table.Td ta="right">{more}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
