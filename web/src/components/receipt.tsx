import { codeInGroups, isScannable, receiptDocument } from '@liquor-pos/domain/receipts/receipt-document';
import { useOrganizationLogo } from '../domain/organization-logo';
import { useStores } from '../domain/stores';
import type { Schemas } from '../lib/api-client';
import { formatCents, formatInstant } from '../lib/format';
import { useT, useTexts } from '../lib/texts';
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
  const { locale } = useTexts();
  const { name, currency } = organization;
  const money = (amountCents: number) => formatCents(amountCents, currency);
  const store = useStores().data?.items.find(({ id }) => id === sale.storeId)?.receipt;
  const receipt = receiptDocument(sale, {
    organizationName: name,
    store: store ?? NOTHING_SAID,
    language: locale,
    at: formatInstant(sale.at, timezone),
    isCopy,
    money,
  });
  return (
    <section className="receipt" aria-label={t('receipt.title')}>
      <header>
        <ReceiptHead name={name} lines={receipt.head} />
        <div>{receipt.number}</div>
        <div>{receipt.made}</div>
        {receipt.marks.map((mark) => (
          <strong key={mark}>{mark}</strong>
        ))}
      </header>
      <ul>
        {receipt.items.map((item, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a sale's lines never change
          <li key={index}>
            <Row name={item.name} amount={money(item.amountCents)} />
            {item.detail && <small>{item.detail}</small>}
            {item.discounts.map((discount, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a line's discounts never change
              <Row key={place} name={discount.name} amount={money(discount.amountCents)} />
            ))}
            {item.code && <StoredValueCode code={item.code} />}
          </li>
        ))}
      </ul>
      {receipt.sums.map((sum, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a sale's sums never change
        <Row key={index} name={sum.name} amount={money(sum.amountCents)} />
      ))}
      <hr />
      <Row strong name={receipt.total.name} amount={money(receipt.total.amountCents)} />
      {receipt.payments.map((payment, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a sale's payments never change
        <div key={index}>
          <Row name={[payment.name, payment.detail].filter(Boolean).join(' ')} amount={money(payment.amountCents)} />
          {payment.code && <StoredValueCode code={payment.code} />}
        </div>
      ))}
      {receipt.notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
      {receipt.foot.length > 0 && <p className="receipt-text">{receipt.foot.join('\n')}</p>}
      {receipt.barcode && <ReceiptCode number={receipt.barcode} />}
    </section>
  );
}

const NOTHING_SAID = { address: '', taxNumber: '', head: '', foot: '' };

/** What the customer pays with next time: to be read, and to be scanned. */
function StoredValueCode({ code }: { code: string }) {
  return (
    <div className="receipt-stored-value">
      <div>{codeInGroups(code)}</div>
      {isScannable(code) && <ReceiptCode number={code} />}
    </div>
  );
}

/** Whose receipt it is. */
export function ReceiptHead({ name, lines }: { name: string; lines: readonly string[] }) {
  const logo = useOrganizationLogo();
  return (
    <>
      {logo && <img className="receipt-logo" src={logo} alt="" />}
      <strong>{name}</strong>
      <div className="receipt-text">{lines.join('\n')}</div>
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
