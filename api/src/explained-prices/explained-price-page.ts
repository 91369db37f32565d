import { nameWithSize } from '@liquor-pos/domain/catalogue/bottle-size';
import type { TraceEntry } from '@liquor-pos/domain/pricing/trace';
import { escapedHtml } from '../http/escaped-html';
import type { Sale, SaleLine } from '../ledger/documents/sale.schema';

/** Published rules that some of a store's were made from, and where those stand. */
export interface LawSource {
  name: string;
  sources: readonly { title: string; url: string }[];
}

interface Explained {
  organizationName: string;
  storeName: string;
  sale: Pick<Sale, 'receiptNumber' | 'businessDate' | 'lines' | 'totals'>;
  /** By the id of the rule that was made from it. */
  laws: ReadonlyMap<string, LawSource>;
  money(cents: number): string;
}

const STYLE =
  'body{overflow-wrap:anywhere;margin:0 auto;padding:16px;max-width:640px;font:16px/1.5 system-ui,sans-serif;color:#111;background:#fff}' +
  'h1{font-size:22px}h2{font-size:17px;margin:20px 0 4px;display:flex;justify-content:space-between;gap:12px}' +
  'ul{margin:0;padding:0;list-style:none}li{padding:6px 0;border-top:1px solid #ddd}.r{display:flex;justify-content:space-between;gap:12px}' +
  ':is(h2,.r) span:last-child{white-space:nowrap}.s{font-size:14px;color:#555}a{color:#0b6b3a}';

/** Offers that were close, or were kept from a line by something worth knowing. */
const WORTH_SAYING = [
  'needs_more',
  'needs_coupon',
  'needs_customer',
  'used_up',
  'limit_reached',
  'volume_unknown',
  'tax_exempt',
];

/** How each price of a receipt came about, on one page with nothing to be fetched. Who bought, who sold and how it was paid is not on it. */
export function explainedPricePage({ organizationName, storeName, sale, laws, money }: Explained): string {
  const title = `Receipt ${sale.receiptNumber}`;
  const where = [...new Set([organizationName, storeName]), sale.businessDate].join(' · ');
  const named = sale.lines.flatMap(({ trace }) =>
    shown(trace).flatMap(({ ruleId }) => (ruleId && laws.get(ruleId)) || []),
  );
  return [
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escapedHtml(title)}</title>`,
    '<meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">',
    `<style>${STYLE}</style></head><body>`,
    `<h1>${escapedHtml(title)}</h1>`,
    `<p>${escapedHtml(where)}</p>`,
    ...sale.lines.map((line) => lineOf(line, laws, money)),
    `<h2><span>Total</span><span>${escapedHtml(money(sale.totals.totalCents))}</span></h2>`,
    ...[...new Set(named)].map(lawOf),
    '</body></html>\n',
  ].join('\n');
}

/** What did something to the price, or nearly did. */
function shown(trace: readonly TraceEntry[]): TraceEntry[] {
  return trace.filter(({ rule, applied, code }) => rule !== 'pack_price' && (applied || WORTH_SAYING.includes(code)));
}

function lawOf({ name, sources }: LawSource): string {
  const links = sources.map(
    ({ title, url }) => `<li><a rel="noreferrer" href="${escapedHtml(url)}">${escapedHtml(title)}</a></li>`,
  );
  return `<h2>Published rules: ${escapedHtml(name)}</h2><ul class="s">${links.join('')}</ul>`;
}

function lineOf(line: SaleLine, laws: Explained['laws'], money: Explained['money']): string {
  const { quantity, packName, unitPriceCents, totalCents, trace } = line;
  const head = nameWithSize(line.name, line.volumeMl);
  const steps = shown(trace).map((entry) => stepOf(entry, laws, money));
  return [
    `<h2><span>${escapedHtml(head)}</span><span>${escapedHtml(money(totalCents))}</span></h2>`,
    `<div class="s">${escapedHtml(`${quantity} × ${packName} at ${money(unitPriceCents)}`)}</div>`,
    `<ul>${steps.join('')}</ul>`,
  ].join('\n');
}

const ADDS: readonly TraceEntry['rule'][] = ['tax', 'deposit'];

function stepOf(entry: TraceEntry, laws: Explained['laws'], money: Explained['money']): string {
  const { rule, ruleId, name, applied, reason, amountCents } = entry;
  const amount = ADDS.includes(rule) ? amountCents : -amountCents;
  const law = ruleId && laws.get(ruleId);
  // What somebody wrote when a price was set by hand is between those who sell.
  const [said, why] = ruleId ? [name, reason] : [BY_HAND[rule] ?? name, rule === 'deposit' ? reason : ''];
  return [
    `<li><div class="r"><span>${escapedHtml(said)}</span><span>${applied ? escapedHtml(money(amount)) : ''}</span></div>`,
    why ? `<div class="s">${escapedHtml(why)}</div>` : '',
    law ? `<div class="s">after the published rules of ${escapedHtml(law.name)}, see below</div>` : '',
    '</li>',
  ].join('');
}

const BY_HAND: Partial<Record<TraceEntry['rule'], string>> = {
  price_override: 'Price set by the store',
  line_discount: 'Discount',
  sale_discount: 'Discount on the sale',
};
