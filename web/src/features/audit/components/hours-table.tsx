import { Badge } from '@mantine/core';
import { DataTable } from '../../../components/data-table';
import { ExportButtons } from '../../../components/export-buttons';
import { Loading } from '../../../components/page';
import { formatInstant, formatNumber } from '../../../lib/format';
import { useT } from '../../../lib/texts';
import { useProfile } from '../../session/session';
import { useHours } from '../api/audit';

/** What everybody worked, counted for the day on which it was begun; who forgot to say that they went is pointed out. */
export function HoursTable({ from, to }: { from: string; to: string }) {
  const t = useT();
  const { timezone } = useProfile().organization;
  const hours = useHours({ from, to });
  const inHours = (minutes: number) => Math.round((minutes / 60) * 100) / 100;
  return (
    <Loading query={hours} isEmpty={({ people }) => people.length === 0} empty={t('audit.noHours')}>
      {({ people }) => {
        const rows = people.flatMap(({ userId, name, worked }) =>
          worked.map((one) => ({ ...one, name, key: `${userId}/${one.in}` })),
        );
        return (
          <>
            <DataTable
              caption={t('audit.hours')}
              items={people}
              rowKey={({ userId }) => userId}
              columns={[
                { title: t('audit.who'), cell: ({ name }) => name, sort: ({ name }) => name },
                {
                  title: t('audit.hours'),
                  numeric: true,
                  cell: ({ minutes }) => formatNumber(inHours(minutes)),
                  sort: ({ minutes }) => minutes,
                },
              ]}
            />
            <DataTable
              caption={t('audit.comings')}
              items={rows}
              rowKey={({ key }) => key}
              columns={[
                { title: t('audit.who'), cell: ({ name }) => name },
                { title: t('audit.came'), cell: (one) => formatInstant(one.in, timezone) },
                {
                  title: t('audit.went'),
                  cell: ({ out, forgotten }) =>
                    forgotten ? <Badge color="warning">{t('audit.forgotten')}</Badge> : formatInstant(out, timezone),
                },
                {
                  title: t('audit.hours'),
                  numeric: true,
                  cell: ({ minutes }) => (minutes === null ? '' : formatNumber(inHours(minutes))),
                },
              ]}
            />
            <ExportButtons
              name={`hours-${from}-${to}`}
              rows={() => [
                [t('audit.who'), t('audit.came'), t('audit.went'), t('audit.hours')],
                ...rows.map(({ name, in: came, out, minutes }) => [
                  name,
                  formatInstant(came, timezone),
                  formatInstant(out, timezone),
                  minutes === null ? '' : inHours(minutes),
                ]),
              ]}
            />
          </>
        );
      }}
    </Loading>
  );
}
