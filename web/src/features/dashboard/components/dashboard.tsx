import { BarChart } from '@mantine/charts';
import { Paper, SimpleGrid, Stack, Table, Text, Title } from '@mantine/core';
import { Loading, Page } from '../../../components/page';
import { useLowStock, useSalesReport } from '../../../domain/sales-report';
import { useBusinessTime } from '../../../domain/stores';
import { type BusinessTime, daysBefore } from '../../../lib/days';
import { formatCents, formatNumber } from '../../../lib/format';
import { useT } from '../../../lib/texts';
import { useProfile } from '../../session/session';
import { byHour, type Comparison, clock, compared } from '../comparison';

const TOP = 8;

/** Today against the same weekday last week: what a manager looks at first. */
export function Dashboard() {
  const t = useT();
  const { organization } = useProfile();
  const { currency, timezone } = organization;
  const time = useBusinessTime(timezone);
  const today = time.day;
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
          {(report) => {
            const against = (figure: Parameters<typeof compared>[2]) => ({
              ...compared(report, then.data, figure, time),
              time,
            });
            return (
              <>
                <SimpleGrid cols={{ base: 2, md: 4 }}>
                  <Figure title={t('figures.sales')} {...against('salesCount')} show={formatNumber} />
                  <Figure title={t('figures.total')} {...against('totalCents')} show={money} />
                  <Figure title={t('figures.margin')} {...against('marginCents')} show={money} />
                  <Figure title={t('figures.units')} {...against('units')} show={formatNumber} />
                </SimpleGrid>
                <Paper withBorder p="md">
                  <Title order={2} size="h4" mb="sm">
                    {t('dashboard.byHour')}
                  </Title>
                  <HoursChart hours={byHour(report, then.data, time)} show={money} />
                </Paper>
              </>
            );
          }}
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
                  rows={groups
                    .filter(({ units }) => units > 0)
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

function HoursChart({ hours, show }: { hours: ReturnType<typeof byHour>; show(value: number): string }) {
  const t = useT();
  if (hours.every(({ today, before }) => today === 0 && before === 0))
    return <Text c="dimmed">{t('app.nothing')}</Text>;
  return (
    <BarChart
      h={260}
      data={hours}
      dataKey="hour"
      withLegend
      valueFormatter={show}
      series={[
        { name: 'today', label: t('range.today'), color: 'bottle.7' },
        { name: 'before', label: t('dashboard.lastWeek'), color: 'gray.5' },
      ]}
    />
  );
}

interface FigureProps extends Comparison {
  title: string;
  time: BusinessTime;
  show(value: number): string;
}

function Figure({ title, now, byNow, inAll, time, show }: FigureProps) {
  const t = useT();
  const known = byNow !== undefined && inAll !== undefined;
  return (
    <Paper withBorder p="md">
      <Text size="sm" c="dimmed">
        {title}
      </Text>
      <Text fz={28} fw={700} lh={1.2}>
        {show(now)}
      </Text>
      <Text size="sm" c="dimmed">
        {known ? t('dashboard.before', { amount: show(byNow), hour: clock(time.hour + 1), all: show(inAll) }) : '–'}
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
