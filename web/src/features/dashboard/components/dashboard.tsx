import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import { Loading, Page } from '../../../components/page';
import { type SalesReport, useLowStock, useSalesReport } from '../../../domain/sales-report';
import { useBusinessTime } from '../../../domain/stores';
import type { BusinessTime } from '../../../lib/days';
import { formatBusinessDay, formatCents, formatHour, formatNumber, formatRate } from '../../../lib/format';
import { useT } from '../../../lib/texts';
import { useProfile } from '../../session/session';
import { byDay, byHour, daysOf, type Figures, type Period, untilThisHour } from '../comparison';
import { Bars } from './bars';
import { FigureCard } from './figure-card';
import { FirstSteps } from './first-steps';
import { LowStock } from './low-stock';
import { SalesChart } from './sales-chart';

const PERIODS: Period[] = ['day', 'week', 'month'];

/** Today, or the last days, against those before: what a manager looks at first. */
export function Dashboard() {
  const t = useT();
  const time = useBusinessTime(useProfile().organization.timezone);
  const [period, setPeriod] = useState<Period>('day');
  const days = daysOf(period, time.day);
  const grouping = period === 'day' ? 'hour' : 'day';
  const now = useSalesReport(days.now.from, days.now.to, grouping);
  const before = useSalesReport(days.before.from, days.before.to, grouping);
  // All at once: what comes later would push away what somebody reads.
  const shown = before.isPending ? { ...now, data: undefined, isPending: true } : now;
  return (
    <Page
      title={t('nav.dashboard')}
      actions={
        <SegmentedControl
          aria-label={t('dashboard.period')}
          value={period}
          onChange={(next) => setPeriod(next as Period)}
          data={PERIODS.map((value) => ({ value, label: t(`dashboard.period.${value}`) }))}
        />
      }
    >
      <FirstSteps />
      <Loading query={shown}>
        {(report) => (
          <>
            <Overview period={period} report={report} before={before.data} time={time} />
            <div className="cards">
              <Top {...days.now} by="product" title={t('dashboard.topProducts')} />
              <Top {...days.now} by="category" title={t('dashboard.categories')} />
              <Top {...days.now} by="tender" title={t('dashboard.tenders')} />
              <LowStockCard />
            </div>
          </>
        )}
      </Loading>
    </Page>
  );
}

interface OverviewProps {
  period: Period;
  report: SalesReport;
  before: SalesReport | undefined;
  time: BusinessTime;
}

/** The figures of the period, each against the one before, and how the money came in. */
function Overview({ period, report, before, time }: OverviewProps) {
  const t = useT();
  const { currency } = useProfile().organization;
  const money = (cents: number) => formatCents(cents, currency);
  const now = report.totals;
  const then = before && (period === 'day' ? untilThisHour(before, time) : before.totals);
  const rows = period === 'day' ? byHour(report, before, time) : byDay(report, before);
  const named = t(`dashboard.before.${period}`, { hour: formatHour((time.hour + 1) % 24) });
  const figure = (of: (figures: Figures) => number, show: (value: number) => string) => ({
    value: show(of(now)),
    now: of(now),
    before: then && of(then),
    against: then && t('dashboard.against', { amount: show(of(then)), period: named }),
  });
  const margin =
    now.netCents === 0 ? undefined : formatRate(Math.round((now.marginCents / now.netCents) * 1000) * 1000);
  const chartTitle = t(period === 'day' ? 'dashboard.byHour' : 'dashboard.byDay');
  return (
    <>
      <div className="figures">
        <FigureCard
          title={t('figures.total')}
          points={rows.map((row) => row.now)}
          {...figure((f) => f.totalCents, money)}
        />
        <FigureCard title={t('figures.rungUp')} {...figure(rungUp, formatNumber)} />
        <FigureCard title={t('figures.average')} {...figure(average, money)} />
        <FigureCard
          title={t('figures.margin')}
          note={margin && t('dashboard.ofNet', { percent: margin })}
          {...figure((f) => f.marginCents, money)}
        />
        <FigureCard
          title={t('figures.takenBack')}
          lessIsBetter
          note={[
            t('dashboard.returns', { count: now.returnsCount }),
            t('dashboard.voids', { count: now.voidsCount }),
          ].join(', ')}
          {...figure((f) => f.returnedCents + f.voidedCents, money)}
        />
      </div>
      <section className="card">
        <div className="card-head">
          <h2>{chartTitle}</h2>
          <Link href={`/sales?from=${report.from}&to=${report.to}`}>{t('dashboard.seeSales')}</Link>
        </div>
        <SalesChart
          caption={chartTitle}
          rows={rows}
          labelOf={period === 'day' ? (hour) => formatHour(Number(hour)) : formatBusinessDay}
          currency={currency}
          nowLabel={t(`dashboard.period.${period}`)}
        />
      </section>
    </>
  );
}

/** Sales made, those among them that were voided since. */
function rungUp({ salesCount, voidsCount }: Figures): number {
  return salesCount + voidsCount;
}

function average({ totalCents, salesCount }: Figures): number {
  return salesCount > 0 ? Math.round(totalCents / salesCount) : 0;
}

const SHOWN = 8;

function Top({
  from,
  to,
  by,
  title,
}: {
  from: string;
  to: string;
  by: 'product' | 'category' | 'tender';
  title: string;
}) {
  const t = useT();
  const { currency } = useProfile().organization;
  const report = useSalesReport(from, to, by);
  return (
    <section className="card" aria-label={title}>
      <div className="card-head">
        <h2>{title}</h2>
        <Link href={`/reports?by=${by}&from=${from}&to=${to}`}>{t('dashboard.seeReport')}</Link>
      </div>
      <Loading query={report} isEmpty={({ groups }) => groups.length === 0}>
        {({ groups }) => (
          <Bars
            rows={groups
              .map((group) => ({ ...group, value: by === 'tender' ? group.totalCents : group.netCents }))
              .filter(({ value }) => value > 0)
              .sort((a, b) => b.value - a.value)
              .slice(0, SHOWN)
              .map(({ key, label, units, value }) => ({
                key,
                label,
                value,
                text: formatCents(value, currency),
                note: by === 'tender' ? '' : t('till.units', { count: units }),
              }))}
          />
        )}
      </Loading>
    </section>
  );
}

function LowStockCard() {
  const t = useT();
  const low = useLowStock();
  return (
    <section className="card" aria-label={t('dashboard.lowStock')}>
      <div className="card-head">
        <h2>{t('dashboard.lowStock')}</h2>
        <Link href="/inventory">{t('dashboard.seeStock')}</Link>
      </div>
      <Loading query={low} isEmpty={({ items }) => items.length === 0} empty={t('dashboard.noneLow')}>
        {({ items }) => <LowStock items={items} />}
      </Loading>
    </section>
  );
}
