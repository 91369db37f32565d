import { Fragment, useEffect, useState } from 'react';
import './customer-display.css';
import { listenToTill, type ShownSale } from '../../domain/customer-display';
import { formatCents } from '../../lib/format';
import { useT } from '../../lib/texts';

/** A second window for who buys: lines, total, offers within reach, and the change. It asks for nothing and takes nothing. */
export function CustomerDisplay() {
  const t = useT();
  const [sale, setSale] = useState<ShownSale | null>(null);
  useEffect(() => {
    return listenToTill(setSale);
  }, []);
  if (!sale) {
    return (
      <main className="display display-quiet">
        <p>{t('display.closed')}</p>
      </main>
    );
  }
  const money = (cents: number) => formatCents(cents, sale.currency);
  if (sale.changeCents !== null) {
    return (
      <main className="display display-quiet">
        <h1>{sale.organizationName}</h1>
        {(sale.changeCents > 0 || sale.backs.length === 0) && (
          <>
            <p>{t('display.change')}</p>
            <output className="display-amount" aria-label={t('display.change')}>
              {money(sale.changeCents)}
            </output>
          </>
        )}
        {sale.backs.map(({ type, amountCents }) => (
          <Fragment key={type}>
            <p>{t('display.back', { type: t(`tender.${type}`) })}</p>
            <output className="display-amount">{money(amountCents)}</output>
          </Fragment>
        ))}
        {(sale.totalCents > 0 || sale.backs.length === 0) && (
          <p>{t('display.thanks', { amount: money(sale.totalCents) })}</p>
        )}
      </main>
    );
  }
  if (sale.lines.length === 0 && sale.totalCents === 0) {
    return (
      <main className="display display-quiet">
        <h1>{sale.organizationName}</h1>
        <p>{t('display.welcome')}</p>
      </main>
    );
  }
  return <Open sale={sale} money={money} />;
}

function Open({ sale, money }: { sale: ShownSale; money(cents: number): string }) {
  const t = useT();
  return (
    <main className="display">
      <h1>{sale.organizationName}</h1>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled by keys too */}
      <ul className="display-lines" aria-label={t('till.basket')} tabIndex={0}>
        {sale.lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line has no other identity
          <li key={index} ref={index === sale.lines.length - 1 ? intoView : undefined}>
            <Row name={line.name} amount={money(line.amountCents)} />
            <small>{line.detail}</small>
            {line.discounts.map((discount, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a line's discounts have no other identity
              <Row key={place} name={discount.name} amount={money(discount.amountCents)} />
            ))}
          </li>
        ))}
      </ul>
      {sale.sums.map(({ name, amountCents }) => (
        <Row key={name} name={name} amount={money(amountCents)} />
      ))}
      {sale.hints.map((hint) => (
        <p key={hint} className="display-hint">
          {hint}
        </p>
      ))}
      <div className="display-total">
        <span>{t('till.total')}</span>
        <output aria-label={t('till.total')}>{money(sale.totalCents)}</output>
      </div>
    </main>
  );
}

function Row({ name, amount }: { name: string; amount: string }) {
  return (
    <div className="display-row">
      <span>{name}</span>
      <span>{amount}</span>
    </div>
  );
}

function intoView(line: HTMLLIElement | null): void {
  line?.scrollIntoView({ block: 'nearest' });
}
