import type { Schemas } from '../lib/api-client';
import { formatBusinessDay, formatCents, formatInstant } from '../lib/format';
import { useT } from '../lib/texts';
import { Printed } from './printed';

type Figures = Schemas['ShiftFiguresDto'];
type ZReport = Schemas['ZReportDto'];

interface ShiftReportProps {
  figures: Figures | ZReport;
  currency: string;
  timezone: string;
  /** What stands above the figures, such as the register's name. */
  about: string;
}

/** The report that a page with one prints, instead of itself. */
export function PrintedShiftReport(props: ShiftReportProps) {
  return (
    <Printed>
      <ShiftReport {...props} />
    </Printed>
  );
}

/** What went through a drawer, as wide as a receipt printer's paper: so far, or as it was when it was closed. */
export function ShiftReport({ figures, currency, timezone, about }: ShiftReportProps) {
  const t = useT();
  const money = (cents: number) => formatCents(cents, currency);
  const z = 'number' in figures ? figures : undefined;
  const { sales, returns, voids, totals } = figures;
  return (
    <section className="receipt" aria-label={t('shift.report')}>
      <header>
        <strong>{z ? t('shift.z', { number: z.number }) : t('shift.x')}</strong>
        <div>{about}</div>
        {z && <ClosedBy z={z} timezone={timezone} />}
      </header>
      <Rows
        rows={[
          [t('shift.sales', { count: sales.count }), money(sales.totalCents)],
          [t('shift.returns', { count: returns.count }), money(returns.totalCents)],
          [t('shift.voids', { count: voids.count }), money(voids.totalCents)],
        ]}
      />
      <Rows
        rows={[
          [t('shift.gross'), money(totals.grossCents)],
          ...figures.discounts.map(
            ({ kind, count, amountCents }): Row => [t(`shift.discount.${kind}`, { count }), money(-amountCents)],
          ),
          [t('shift.net'), money(totals.netCents)],
          ...figures.deposits.map(({ name, amountCents }): Row => [name, money(amountCents)]),
          ...figures.empties.map(({ name, count, amountCents }): Row => [`${name} × ${count}`, money(amountCents)]),
          ...figures.taxes.map(({ name, taxCents }): Row => [name, money(taxCents)]),
          ...(totals.giftCardCents === 0 ? [] : [[t('giftCard.line'), money(totals.giftCardCents)] as Row]),
          ...(totals.accountPaymentCents ? [[t('account.line'), money(totals.accountPaymentCents)] as Row] : []),
          ...(totals.roundingCents === 0 ? [] : [[t('shift.rounding'), money(totals.roundingCents)] as Row]),
          [t('till.total'), money(totals.totalCents)],
        ]}
      />
      <Rows
        rows={[
          [t('shift.opening'), money(figures.openingCents)],
          ...(z?.openingDifferenceCents ? [[t('shift.openingOff'), money(z.openingDifferenceCents)] as Row] : []),
          ...figures.tenders.map(({ tender, cents }): Row => [t(`tender.${tender}`), money(cents)]),
          ...figures.movements.map(
            ({ type, count, amountCents }): Row => [
              `${t(`drawer.${type}`)} × ${count}`,
              money(type === 'pay_in' ? amountCents : -amountCents),
            ],
          ),
        ]}
      />
      <Rows
        rows={figures.expected.map(
          ({ tender, cents }): Row => [t('shift.expected', { tender: t(`tender.${tender}`) }), money(cents)],
        )}
      />
      {z && <Counted z={z} money={money} />}
    </section>
  );
}

type Row = [name: string, amount: string];

function Rows({ rows }: { rows: Row[] }) {
  return (
    <ul>
      {rows.map(([name, amount]) => (
        <li key={name} className="receipt-row">
          <span>{name}</span>
          <span>{amount}</span>
        </li>
      ))}
    </ul>
  );
}

function ClosedBy({ z, timezone }: { z: ZReport; timezone: string }) {
  const t = useT();
  return (
    <>
      <div>{formatBusinessDay(z.businessDate)}</div>
      <div>{t('shift.openedBy', { at: formatInstant(z.openedAt, timezone), name: z.openedBy.name })}</div>
      <div>{t('shift.closedBy', { at: formatInstant(z.closedAt, timezone), name: z.closedBy.name })}</div>
      {z.approvedBy && <div>{t('shift.approvedBy', { name: z.approvedBy.name })}</div>}
    </>
  );
}

const OFF = { [-1]: 'shift.short', 0: 'shift.agrees', 1: 'shift.over' } as const;

function Counted({ z, money }: { z: ZReport; money(cents: number): string }) {
  const t = useT();
  return (
    <>
      <Rows
        rows={[
          ...z.counted.map(
            ({ tender, cents }): Row => [t('shift.counted', { tender: t(`tender.${tender}`) }), money(cents)],
          ),
          ...z.overShort.map(
            ({ tender, cents }): Row => [
              t(OFF[Math.sign(cents) as 0], { tender: t(`tender.${tender}`) }),
              cents === 0 ? '' : money(Math.abs(cents)),
            ],
          ),
          [t('shift.left'), money(z.leftCents)],
        ]}
      />
      {z.reason && <p>{z.reason}</p>}
      {z.addenda.length > 0 && (
        <Rows
          rows={z.addenda.map(
            ({ number, receiptNumber, totalCents }): Row => [
              t('shift.addendum', { number, receipt: receiptNumber }),
              money(totalCents),
            ],
          )}
        />
      )}
    </>
  );
}
