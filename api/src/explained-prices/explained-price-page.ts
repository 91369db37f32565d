import { nameWithSize } from '@liquor-pos/domain/catalogue/bottle-size';
import type { TraceEntry } from '@liquor-pos/domain/pricing/trace';
import { escapedHtml } from '../http/escaped-html';
import type { Sale, SaleLine } from '../ledger/documents/sale.schema';
import { EXPLAINED_PRICE_TEXTS, type ExplainedIn, type ExplainedPriceTexts } from './explained-price-texts';

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

/** How each price of a receipt came about, on one page with nothing to be fetched. Who bought, who sold and how it was paid is not on it. */
export function explainedPricePage(
  { organizationName, storeName, sale, laws, money }: Explained,
  language: ExplainedIn,
): string {
  const texts = EXPLAINED_PRICE_TEXTS[language];
  const title = texts.receipt(sale.receiptNumber);
  const where = [...new Set([organizationName, storeName]), sale.businessDate].join(' · ');
  const named = sale.lines.flatMap(({ trace }) =>
    shown(trace, texts).flatMap(({ ruleId }) => (ruleId && laws.get(ruleId)) || []),
  );
  return [
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${escapedHtml(title)}</title>`,
    '<meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">',
    `<style>${STYLE}</style></head><body>`,
    `<h1>${escapedHtml(title)}</h1>`,
    `<p>${escapedHtml(where)}</p>`,
    ...sale.lines.map((line) => `${new LinePart(line, { laws, money }, texts)}`),
    `<h2><span>${texts.total}</span><span>${escapedHtml(money(sale.totals.totalCents))}</span></h2>`,
    ...[...new Set(named)].map((law) => lawOf(law, texts)),
    '</body></html>\n',
  ].join('\n');
}

/** What did something to the price, or nearly did. */
function shown(trace: readonly TraceEntry[], { why }: ExplainedPriceTexts): TraceEntry[] {
  return trace.filter(({ rule, applied, code }) => rule !== 'pack_price' && (applied || why[code] !== undefined));
}

function lawOf({ name, sources }: LawSource, texts: ExplainedPriceTexts): string {
  const links = sources.map(
    ({ title, url }) => `<li><a rel="noreferrer" href="${escapedHtml(url)}">${escapedHtml(title)}</a></li>`,
  );
  return `<h2>${escapedHtml(texts.published(name))}</h2><ul class="s">${links.join('')}</ul>`;
}

class LinePart {
  constructor(
    private readonly line: SaleLine,
    private readonly about: Pick<Explained, 'laws' | 'money'>,
    private readonly texts: ExplainedPriceTexts,
  ) {}

  toString(): string {
    const { quantity, packName, unitPriceCents, totalCents, name, volumeMl, trace } = this.line;
    const { money } = this.about;
    const steps = shown(trace, this.texts).map((entry) => this.step(entry));
    return [
      `<h2><span>${escapedHtml(nameWithSize(name, volumeMl))}</span><span>${escapedHtml(money(totalCents))}</span></h2>`,
      `<div class="s">${escapedHtml(this.texts.pack(quantity, packName, money(unitPriceCents)))}</div>`,
      `<ul>${steps.join('')}</ul>`,
    ].join('\n');
  }

  private step(entry: TraceEntry): string {
    const { rule, ruleId, name, applied, amountCents } = entry;
    const { laws, money } = this.about;
    const amount = ADDS.includes(rule) ? amountCents : -amountCents;
    const law = ruleId && laws.get(ruleId);
    const said = ruleId ? name : (this.texts.byHand[rule] ?? name);
    const why = this.whyOf(entry);
    return [
      `<li><div class="r"><span>${escapedHtml(said)}</span><span>${applied ? escapedHtml(money(amount)) : ''}</span></div>`,
      why ? `<div class="s">${escapedHtml(why)}</div>` : '',
      law ? `<div class="s">${escapedHtml(this.texts.afterPublished(law.name))}</div>` : '',
      '</li>',
    ].join('');
  }

  /** What somebody wrote when a price was set by hand is between those who sell. */
  private whyOf({ rule, ruleId, applied, code, missingUnits }: TraceEntry): string {
    if (rule === 'deposit') {
      const deposit = this.line.deposits.find((one) => one.ruleId === ruleId);
      return deposit ? `${deposit.count} × ${this.about.money(deposit.unitCents)}` : '';
    }
    if (missingUnits !== null) return this.texts.missing(missingUnits);
    return applied ? '' : (this.texts.why[code] ?? '');
  }
}

const ADDS: readonly TraceEntry['rule'][] = ['tax', 'deposit'];
