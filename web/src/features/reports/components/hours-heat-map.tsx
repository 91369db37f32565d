import { Link } from 'wouter';
import { ExportButtons } from '../../../components/export-buttons';
import { Loading } from '../../../components/page';
import { useSalesReport } from '../../../domain/sales-report';
import { formatCents, formatHour, formatNumber, weekdayNames } from '../../../lib/format';
import { useT } from '../../../lib/texts';
import { useProfile } from '../../session/session';
import './hours-heat-map.css';

const DAY = [0, 1, 2, 3, 4, 5, 6];

/** When customers come: each hour of each weekday, as dark as it is busy. Who plans shifts looks here. */
export function HoursHeatMap({
  from,
  to,
  linkTo,
}: {
  from: string;
  to: string;
  linkTo(key: string, name: string): string;
}) {
  const t = useT();
  const { currency } = useProfile().organization;
  const report = useSalesReport(from, to, 'weekday_hour');
  const weekdays = weekdayNames();
  return (
    <Loading query={report} isEmpty={({ groups }) => groups.length === 0} empty={t('reports.nothing')}>
      {({ groups }) => {
        const at = new Map(groups.map((group) => [group.key, group]));
        const hours = hoursIn(groups.map(({ key }) => Number(key.slice(2))));
        const most = Math.max(...groups.map(({ salesCount }) => salesCount), 1);
        const groupAt = (weekday: number, hour: number) => at.get(`${weekday}-${String(hour).padStart(2, '0')}`);
        const rows = () => [
          [t('groupBy.hour'), ...weekdays],
          ...hours.map((hour) => [formatHour(hour), ...DAY.map((day) => groupAt(day, hour)?.salesCount ?? 0)]),
        ];
        return (
          <>
            <ExportButtons name={`hours-${from}-${to}`} rows={rows} />
            <section className="card heat-box">
              <table className="heat" aria-label={t('groupBy.weekday_hour')}>
                <thead>
                  <tr>
                    <th scope="col">{t('groupBy.hour')}</th>
                    {weekdays.map((name) => (
                      <th key={name} scope="col">
                        {name}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {hours.map((hour) => (
                    <tr key={hour}>
                      <th scope="row">{formatHour(hour)}</th>
                      {DAY.map((day) => {
                        const group = groupAt(day, hour);
                        if (!group || group.salesCount <= 0) return <td key={day} />;
                        const title = `${formatNumber(group.salesCount)} · ${formatCents(group.netCents, currency)}`;
                        return (
                          <td key={day} data-heat={Math.ceil((group.salesCount / most) * 5)}>
                            <Link href={linkTo(group.key, `${weekdays[day]} ${formatHour(hour)}`)} title={title}>
                              {formatNumber(group.salesCount)}
                            </Link>
                          </td>
                        );
                      })}
                    </tr>
                  ))}
                </tbody>
              </table>
            </section>
            <p className="quiet">{t('reports.hoursHint')}</p>
          </>
        );
      }}
    </Loading>
  );
}

/** From the first hour anybody came to the last, without a gap. */
function hoursIn(busy: readonly number[]): number[] {
  const [first, last] = [Math.min(...busy), Math.max(...busy)];
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
