import { TENDER_TYPES } from '@liquor-pos/domain/tenders/tender-types';
import { unparse } from 'papaparse';
import { escapedHtml } from '../http/escaped-html';
import type { Frequency, Language } from '../organization-profile/report-mail.schema';
import type { ReportFiguresDto, ReportGroupDto, SalesReportDto, TaxReportDto } from '../reports/dto/report.dto';
import { fill, MAIL_TEXTS, type MailTexts } from './report-mail-texts';
import type { Period } from './report-period';

export interface ReportedFigures {
  every: Frequency;
  period: Period;
  /** What the period is held against. */
  before: Period;
  totals: ReportFiguresDto;
  totalsBefore: ReportFiguresDto;
  categories: SalesReportDto['groups'];
  tenders: SalesReportDto['groups'];
  products: SalesReportDto['groups'];
  taxes: TaxReportDto['groups'];
}

export interface Addressed {
  organization: { name: string; currency: string };
  language: Language;
  /** Who wanted it. */
  userName: string;
}

export interface ReportMailContent {
  subject: string;
  text: string;
  html: string;
  attachment: { filename: string; content: string; contentType: string };
}

type Row = [name: string, value: string, note?: string];
interface Section {
  title?: string;
  rows: Row[];
}

const MOST_ROWS = 10;

/** A report as people read it in their mail, and all products as a table for spreadsheets. */
export function reportMailContent(figures: ReportedFigures, addressed: Addressed): ReportMailContent {
  const { language, userName } = addressed;
  const organization = { ...addressed.organization, name: addressed.organization.name.replace(/\s+/g, ' ') };
  const texts = MAIL_TEXTS[language];
  const format = new Formats(language, organization.currency);
  const title = titleOf(figures, texts, format);
  const against = fill(texts.against, { days: format.days(figures.before) });
  const wasSold = figures.totals.salesCount + figures.totals.returnsCount + figures.totals.voidsCount > 0;
  const sections = wasSold ? sectionsOf(figures, texts, format) : [{ rows: [[texts.nothing, ''] as Row] }];
  const foot = [texts.more, fill(texts.why, { name: userName })];
  const { from, to } = figures.period;
  return {
    subject: `${organization.name}: ${title}`,
    text: asText(organization.name, title, against, sections, foot),
    html: asHtml(organization.name, title, against, sections, foot),
    attachment: {
      filename: from === to ? `products-${from}.csv` : `products-${from}-${to}.csv`,
      content: productTable(figures.products, texts),
      contentType: 'text/csv; charset=utf-8',
    },
  };
}

function titleOf({ every, period: { from, to } }: ReportedFigures, texts: MailTexts, format: Formats): string {
  return fill(texts[every], {
    day: format.longDay(from),
    from: format.day(from),
    to: format.day(to),
    month: format.month(from),
  });
}

function sectionsOf(figures: ReportedFigures, texts: MailTexts, format: Formats): Section[] {
  const { totals, totalsBefore } = figures;
  const held = (name: string, of: (figures: ReportFiguresDto) => number, show: (value: number) => string): Row => [
    name,
    show(of(totals)),
    `${format.change(of(totals), of(totalsBefore))} (${texts.was} ${show(of(totalsBefore))})`,
  ];
  const [money, count] = [format.money, format.count];
  const groups = (title: string, rows: Row[]): Section[] => (rows.length > 0 ? [{ title, rows }] : []);
  const best = (all: readonly ReportGroupDto[]) => [...all].sort((a, b) => b.netCents - a.netCents).slice(0, MOST_ROWS);
  return [
    {
      rows: [
        held(texts.net, ({ netCents }) => netCents, money),
        held(texts.margin, ({ marginCents }) => marginCents, money),
        held(texts.sales, ({ salesCount }) => salesCount, count),
        held(texts.units, ({ units }) => units, count),
        held(texts.average, averageCents, money),
        held(texts.total, ({ totalCents }) => totalCents, money),
        [texts.discounts, money(totals.discountCents)],
        [fill(texts.returned, { count: totals.returnsCount }), money(totals.returnedCents)],
        [fill(texts.voided, { count: totals.voidsCount }), money(totals.voidedCents)],
      ],
    },
    ...groups(
      texts.tenders,
      figures.tenders.map(({ key, label, totalCents }) => [nameIn(texts, key) ?? label, money(totalCents)]),
    ),
    ...groups(
      texts.taxes,
      figures.taxes.map(({ label, taxCents }) => [label, money(taxCents)]),
    ),
    ...groups(
      texts.categories,
      best(figures.categories).map((group) => [categoryName(group, texts), money(group.netCents)]),
    ),
    ...groups(
      texts.products,
      best(figures.products).map(({ key, label, units, netCents }) => [
        nameIn(texts, key) ?? label,
        money(netCents),
        count(units),
      ]),
    ),
  ];
}

function averageCents({ netCents, salesCount }: ReportFiguresDto): number {
  return salesCount === 0 ? 0 : Math.round(netCents / salesCount);
}

/** Groups that no name of the store's own stands for. */
const NAMED = [...TENDER_TYPES, 'empties', 'gift_cards', 'account_payments'] as const;

function nameIn(texts: MailTexts, key: string): string | undefined {
  const named = NAMED.find((one) => one === key);
  return named && texts[named];
}

function categoryName({ key, label }: ReportGroupDto, texts: MailTexts): string {
  return key === '' ? texts.category : (nameIn(texts, key) ?? label);
}

function productTable(products: readonly ReportGroupDto[], texts: MailTexts): string {
  const header = [texts.products, texts.units, texts.net, texts.margin, texts.total];
  const rows = products.map(({ key, label, units, netCents, marginCents, totalCents }) => [
    nameIn(texts, key) ?? label,
    units,
    ...[netCents, marginCents, totalCents].map((cents) => (cents / 100).toFixed(2)),
  ]);
  // With a mark of UTF-8, which spreadsheets go by; and no name is a formula.
  return `\uFEFF${unparse([header, ...rows], { escapeFormulae: /^[=+@\t\r]|^-(?![\d.]+$)/ })}`;
}

function asText(name: string, title: string, against: string, sections: Section[], foot: string[]): string {
  const blocks = sections.map(({ title: heading, rows }) => {
    const lines = rows.map(([label, value, note]) => `${label}: ${value}${note ? `  ${note}` : ''}`.trimEnd());
    return [...(heading ? [heading] : []), ...lines].join('\n');
  });
  return [`${name}\n${title}\n${against}`, ...blocks, ...foot].join('\n\n');
}

function asHtml(name: string, title: string, against: string, sections: Section[], foot: string[]): string {
  const cell = (text: string, style: string) => `<td style="padding:4px 8px;${style}">${escapedHtml(text)}</td>`;
  const tables = sections.map(({ title: heading, rows }) => {
    const lines = rows.map(([label, value, note = '']) => {
      const cells = [
        cell(label, 'width:50%'),
        cell(value, 'width:18%;text-align:right;white-space:nowrap;font-weight:600'),
        cell(note, 'width:32%;text-align:right;color:#5b616e'),
      ];
      return `<tr>${cells.join('')}</tr>`;
    });
    const head = heading ? `<h2 style="font-size:15px;margin:20px 0 4px">${escapedHtml(heading)}</h2>` : '';
    return `${head}<table style="border-collapse:collapse;width:100%">${lines.join('')}</table>`;
  });
  const style = 'font-family:Inter,Helvetica,Arial,sans-serif;font-size:14px;color:#16181d;max-width:640px';
  return [
    `<!doctype html><html><head><meta charset="utf-8"><title>${escapedHtml(title)}</title></head><body style="${style}">`,
    `<p style="color:#5b616e;margin:0">${escapedHtml(name)}</p>`,
    `<h1 style="font-size:20px;margin:4px 0">${escapedHtml(title)}</h1>`,
    `<p style="color:#5b616e;margin:0 0 12px">${escapedHtml(against)}</p>`,
    ...tables,
    ...foot.map((line) => `<p style="color:#5b616e">${escapedHtml(line)}</p>`),
    '</body></html>',
  ].join('');
}

/** Amounts and days as the mail's language writes them. */
class Formats {
  private readonly locale: string;

  constructor(
    language: Language,
    private readonly currency: string,
  ) {
    this.locale = `${language}-US`;
  }

  readonly money = (cents: number): string =>
    new Intl.NumberFormat(this.locale, { style: 'currency', currency: this.currency }).format(cents / 100);

  readonly count = (value: number): string => new Intl.NumberFormat(this.locale).format(value);

  change(now: number, before: number): string {
    if (before <= 0) return '–';
    const percent = new Intl.NumberFormat(this.locale, {
      style: 'percent',
      maximumFractionDigits: 1,
      signDisplay: 'exceptZero',
    });
    return percent.format((now - before) / before);
  }

  day(date: string): string {
    return this.date(date, { dateStyle: 'medium' });
  }

  days({ from, to }: Period): string {
    return from === to ? this.day(from) : `${this.day(from)} – ${this.day(to)}`;
  }

  longDay(date: string): string {
    return this.date(date, { dateStyle: 'full' });
  }

  month(date: string): string {
    return this.date(date, { month: 'long', year: 'numeric' });
  }

  private date(date: string, options: Intl.DateTimeFormatOptions): string {
    return new Intl.DateTimeFormat(this.locale, { ...options, timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`));
  }
}
