import { nameWithSize } from '@liquor-pos/domain/catalogue/bottle-size';
import { useOrganizationLogo } from '../domain/organization-logo';
import { useStores } from '../domain/stores';
import type { Schemas } from '../lib/api-client';
import { formatCents, formatInstant } from '../lib/format';
import { useT } from '../lib/texts';
import { Printed } from './printed';
import { ReceiptCode } from './receipt-code';

type Sale = Schemas['SaleDto'];

interface ReceiptProps {
  sale: Sale;
  organization: { name: string; currency: string };
  /** Of the store it was made in. */
  timezone: string;
  /** Printed again. */
  isCopy?: boolean;
}

/** The receipt that a page with one prints, instead of itself. */
export function PrintedReceipt(props: ReceiptProps) {
  return (
    <Printed>
      <Receipt {...props} />
    </Printed>
  );
}

/** What the customer takes home, as wide as a receipt printer's paper. */
export function Receipt({ sale, organization, timezone, isCopy = false }: ReceiptProps) {
  const t = useT();
  const { currency } = organization;
  const money = (amountCents: number) => formatCents(amountCents, currency);
  const { totals } = sale;
  const goods = sale.lines.filter(({ giftCard }) => !giftCard);
  const giftCards = sale.lines.flatMap(({ giftCard }) => giftCard ?? []);
  const texts = useStores().data?.items.find(({ id }) => id === sale.storeId)?.receipt;
  return (
    <section className="receipt" aria-label={t('receipt.title')}>
      <header>
        <ReceiptHead name={organization.name} texts={texts} />
        <div>{t('receipt.number', { number: sale.receiptNumber })}</div>
        <div>
          {formatInstant(sale.at, timezone)} · {sale.cashierName}
        </div>
        {isCopy && <strong>{t('receipt.copy')}</strong>}
        {sale.kind === 'return' && <strong>{t('receipt.return')}</strong>}
        {sale.status === 'voided' && <strong>{t('receipt.voided')}</strong>}
      </header>
      <ul>
        {goods.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a sale's lines never change
          <li key={index}>
            <Row name={nameWithSize(line.name, line.volumeMl)} amount={money(line.grossCents)} />
            <small>
              {line.quantity} × {line.packName} {money(line.unitPriceCents)}
            </small>
            {line.discounts.map((discount) => (
              <Row
                key={`${discount.kind}/${discount.ruleId}`}
                name={discount.name}
                amount={money(-discount.amountCents)}
              />
            ))}
          </li>
        ))}
        {giftCards.map(({ code, amountCents }) => (
          <li key={code}>
            <Row name={t('giftCard.line')} amount={money(amountCents)} />
            <StoredValueCode code={code} />
          </li>
        ))}
      </ul>
      {summed(sale.lines.flatMap((line) => line.deposits)).map(([name, amountCents]) => (
        <Row key={`deposit/${name}`} name={name} amount={money(amountCents)} />
      ))}
      {sale.empties.map(({ depositId, name, count, amountCents }) => (
        <Row key={depositId} name={t('empties.line', { name, count })} amount={money(amountCents)} />
      ))}
      {summed(sale.lines.flatMap((line) => line.taxes)).map(([name, amountCents, inclusive]) => (
        <Row key={`tax/${name}`} name={inclusive ? t('till.included', { name }) : name} amount={money(amountCents)} />
      ))}
      <hr />
      <Row strong name={t('till.total')} amount={money(sale.totalCents)} />
      {sale.tenders.map(({ type, amountCents, reference, code }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a sale's tenders never change
        <div key={index}>
          <Row name={[t(`tender.${type}`), reference].filter(Boolean).join(' ')} amount={money(amountCents)} />
          {code &&
            (type === 'store_credit' && amountCents < 0 ? (
              <StoredValueCode code={code} />
            ) : (
              <small>…{code.slice(-4)}</small>
            ))}
        </div>
      ))}
      {sale.roundingCents !== 0 && <Row name={t('receipt.rounding')} amount={money(sale.roundingCents)} />}
      {sale.changeCents !== 0 && <Row name={t('done.change')} amount={money(sale.changeCents)} />}
      {sale.customer?.taxExemption && <p>{t('customer.exempt', { number: sale.customer.taxExemption })}</p>}
      {totals.discountCents > 0 && <p>{t('receipt.saved', { amount: money(totals.discountCents) })}</p>}
      <p>{t('till.units', { count: totals.units })}</p>
      {texts?.foot && <p className="receipt-text">{texts.foot}</p>}
      {sale.kind === 'sale' && <ReceiptCode number={sale.receiptNumber} />}
    </section>
  );
}

/** What the customer pays with next time: to be read, and to be scanned. */
function StoredValueCode({ code }: { code: string }) {
  return (
    <div className="receipt-stored-value">
      <div>{code.replace(/(.{4})(?=.)/g, '$1 ')}</div>
      <ReceiptCode number={code} />
    </div>
  );
}

type ReceiptTexts = Schemas['ReceiptTextsDto'];

/** Whose receipt it is. */
export function ReceiptHead({ name, texts }: { name: string; texts: ReceiptTexts | undefined }) {
  const logo = useOrganizationLogo();
  return (
    <>
      {logo && <img className="receipt-logo" src={logo} alt="" />}
      <strong>{name}</strong>
      {[texts?.address, texts?.taxNumber, texts?.head].filter(Boolean).map((text) => (
        <div key={text} className="receipt-text">
          {text}
        </div>
      ))}
    </>
  );
}

function Row({ name, amount, strong = false }: { name: string; amount: string; strong?: boolean }) {
  return (
    <div className={strong ? 'receipt-row receipt-strong' : 'receipt-row'}>
      <span>{name}</span>
      <span>{amount}</span>
    </div>
  );
}

interface Amount {
  name: string;
  amountCents: number;
  inclusive?: boolean;
}

function summed(amounts: readonly Amount[]): [name: string, amountCents: number, inclusive: boolean][] {
  const sums = new Map<string, [string, number, boolean]>();
  for (const { name, amountCents, inclusive = false } of amounts) {
    const before = sums.get(name)?.[1] ?? 0;
    sums.set(name, [name, before + amountCents, inclusive]);
  }
  return [...sums.values()];
}
