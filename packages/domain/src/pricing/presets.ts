import { cents } from '../money/money.ts';
import type { AgeRule, DepositRule, HoursRule, TaxRule } from './rules.ts';

/** A published rate, to begin with. Where `adviser` says so, the store sets its own part. */
export interface PresetSource {
  title: string;
  url: string;
}

type Content<R> = Omit<R, 'id' | 'version' | 'storeIds' | 'effectiveTo'>;

export interface Preset {
  id: string;
  name: string;
  /** What the store has to settle with its adviser. */
  adviser: string;
  sources: readonly PresetSource[];
  taxes: readonly Content<TaxRule>[];
  deposits: readonly Content<DepositRule>[];
  ages: readonly Content<AgeRule>[];
  /** Empty where they differ by product, place or licence: then the store enters its own. */
  hours: readonly Content<HoursRule>[];
  /** A tax of the place, where one may come on top: the store says its rate. */
  localTax: LocalTax | null;
}

export interface LocalTax {
  name: string;
  taxCodes: readonly string[];
  onDeposit: boolean;
}

const DRINKS = ['spirits', 'wine', 'beer', 'general'];
const RETURNABLE = ['glass', 'plastic', 'can'];
/** State and local rates are rounded together: RCW 82.08.054, California Civil Code § 1656.1, Iowa Admin. Code r. 701—203.2. */
const SALES_TAX = 'sales tax';

/** The least that a container of so many US fluid ounces is labelled with: 24 are 709.76 ml, and 709 stands on the can. */
function ounces(count: number): number {
  return Math.floor(count * 29.573_529_562_5);
}

function percentage(
  name: string,
  rateMillionths: number,
  effectiveFrom: string,
  taxCodes: readonly string[] | null,
  more: Partial<Pick<Content<TaxRule>, 'onDeposit' | 'inclusive' | 'exemptible' | 'group' | 'rounding'>> = {},
): Content<TaxRule> {
  return {
    name,
    effectiveFrom,
    taxCodes,
    selector: {},
    levy: { kind: 'percentage', rateMillionths },
    order: 10,
    compounding: false,
    inclusive: false,
    onDeposit: false,
    exemptible: true,
    group: SALES_TAX,
    rounding: null,
    fee: false,
    onFees: false,
    ...more,
  };
}

function deposit(
  name: string,
  amount: number,
  effectiveFrom: string,
  selector: DepositRule['selector'],
  order = 10,
): Content<DepositRule> {
  return { name, effectiveFrom, selector, amountCents: cents(amount), per: 'unit', group: null, order };
}

/** Of everything that is marked as age-restricted. */
function age(name: string, minimumAge: number, effectiveFrom: string): Content<AgeRule> {
  const asked = { minimumAge, visualAllowed: false, sellerMinimumAge: null };
  return { name, effectiveFrom, selector: {}, includeUnrestricted: false, ...asked };
}

/** Each day from an hour of the morning until two at night. @param sunday where it begins later on Sundays */
function untilTwo(name: string, fromHour: number, effectiveFrom: string, sunday = fromHour): Content<HoursRule> {
  const from = (hour: number) => ({ windows: [{ fromMinute: hour * 60, toMinute: TWO_AT_NIGHT }] });
  const weekday = from(fromHour);
  const week = [from(sunday), weekday, weekday, weekday, weekday, weekday, weekday];
  return { name, effectiveFrom, selector: {}, week, exceptions: [], byApproval: false };
}

const TWO_AT_NIGHT = 26 * 60;
/** Of what holds for longer than sales are looked back at, and whose first day was not found in a published source. */
const LONG_AGO = '2000-01-01';

/** 23 U.S.C. § 158: every state has had 21 since July 1988. */
const TWENTY_ONE = age('Alcohol', 21, '1988-07-01');
const MINIMUM_AGE: PresetSource = {
  title: '23 U.S.C. § 158, National minimum drinking age',
  url: 'https://www.govinfo.gov/link/uscode/23/158',
};

/** The tax of a place at the rate the store says. */
export function localTaxRule({ name, taxCodes, onDeposit }: LocalTax, rateMillionths: number): Content<TaxRule> {
  return percentage(name, rateMillionths, LONG_AGO, taxCodes, { onDeposit });
}

/** Published rates as of November 2026, each with its source. Configuration to start from, never law. */
export const PRESETS: readonly Preset[] = [
  {
    id: 'us-wa',
    name: 'Washington',
    adviser:
      'Local sales tax on beer, wine and general goods differs by place: add it with your adviser. Spirits include wine above 24 % ABV.',
    sources: [
      { title: 'Washington State Department of Revenue: Spirits sales tax', url: 'https://dor.wa.gov/node/472' },
      {
        title: 'Washington State Department of Revenue: Spirits (hard liquor) liter tax',
        url: 'https://dor.wa.gov/Content/FindTaxesAndRates/OtherTaxes/tax_spiritliter.aspx',
      },
      { title: 'RCW 82.08.150 (spirits), RCW 82.08.020 (6.5 % state sales tax)', url: 'https://app.leg.wa.gov/rcw/' },
      MINIMUM_AGE,
      {
        title: 'WAC 314-11-070: no sale between 2 and 6 in the morning',
        url: 'https://app.leg.wa.gov/wac/default.aspx?cite=314-11-070',
      },
    ],
    taxes: [
      percentage('Spirits sales tax', 205_000, '2012-06-01', ['spirits']),
      {
        ...percentage('Spirits liter tax', 0, '2012-06-01', ['spirits']),
        levy: { kind: 'per_litre', amountTenThousandths: 3_770_800 },
        order: 20,
      },
      percentage('State sales tax', 65_000, '1983-06-01', ['wine', 'beer', 'general']),
    ],
    deposits: [],
    ages: [TWENTY_ONE],
    hours: [untilTwo('Washington hours of sale', 6, LONG_AGO)],
    localTax: { name: 'Local sales tax', taxCodes: ['wine', 'beer', 'general'], onDeposit: false },
  },
  {
    id: 'us-ca',
    name: 'California',
    adviser: 'District taxes come on top of the statewide rate: add your district’s with your adviser.',
    sources: [
      {
        title: 'California State Board of Equalization, News Release 96-16-G: statewide rate of 7.25 % from 2017-01-01',
        url: 'https://www.boe.ca.gov/news/2016/96-16-G.htm',
      },
      {
        title: 'CalRecycle: Changes to the Beverage Container Recycling Program (wine and spirits from 2024-01-01)',
        url: 'https://calrecycle.ca.gov/bevcontainer/basics/',
      },
      {
        title: 'CDTFA, Sales and Use Tax Annotation 195.0155 (Regulation 1589): CRV is part of the taxable price',
        url: 'https://www.cdtfa.ca.gov/lawguides/vol2/suta/195-0155.html',
      },
      MINIMUM_AGE,
      {
        title: 'California Business and Professions Code § 25631: no sale between 2 and 6 in the morning',
        url: 'https://www.abc.ca.gov/education/merchant-education/off-sale-licensee-informational-guide/hours-of-sale/',
      },
    ],
    taxes: [percentage('California sales tax', 72_500, '2017-01-01', DRINKS, { onDeposit: true })],
    deposits: [
      deposit('CRV box or pouch', 25, '2024-01-01', { containerClasses: ['box', 'pouch'] }, 10),
      deposit('CRV under 24 oz', 5, '2007-07-01', { containerClasses: RETURNABLE, maxVolumeMl: ounces(24) - 1 }, 20),
      deposit('CRV 24 oz and over', 10, '2007-07-01', { containerClasses: RETURNABLE, minVolumeMl: ounces(24) }, 30),
    ],
    ages: [TWENTY_ONE],
    hours: [untilTwo('California hours of sale', 6, LONG_AGO)],
    localTax: { name: 'District tax', taxCodes: DRINKS, onDeposit: true },
  },
  {
    id: 'us-ia',
    name: 'Iowa',
    adviser: 'A local option tax of up to 1 % holds in most places: add it with your adviser.',
    sources: [
      {
        title: 'Iowa Department of Revenue, press release of 2008-06-09: 6 % from 2008-07-01',
        url: 'https://www.iowa.gov/tax/news/nr6Percent.html',
      },
      {
        title: 'Iowa Code § 455C.2: refund value of 5 cents',
        url: 'https://www.legis.iowa.gov/docs/code/455C.2.pdf',
      },
      {
        title: 'Iowa Administrative Code r. 701—221.3(423): deposits are not taxed',
        url: 'https://www.legis.iowa.gov/law/administrativeRules',
      },
      MINIMUM_AGE,
      {
        title: 'Iowa Code § 123.49(2)(b): until 2 at night, from 6, on Sundays from 8',
        url: 'https://www.legis.iowa.gov/docs/code/123.49.pdf',
      },
    ],
    taxes: [percentage('Iowa sales tax', 60_000, '2008-07-01', DRINKS)],
    deposits: [deposit('Iowa bottle deposit', 5, '1979-07-01', { containerClasses: RETURNABLE })],
    ages: [TWENTY_ONE],
    hours: [untilTwo('Iowa hours of sale', 6, LONG_AGO, 8)],
    localTax: { name: 'Iowa local option tax', taxCodes: DRINKS, onDeposit: false },
  },
  {
    id: 'us-or',
    name: 'Oregon',
    adviser:
      'Hours differ for spirits, and for beer and wine (OAR 845-015-0140, 845-006-0425): enter yours. No sales tax. Wine in bottles and drinks with distilled liquor carry no deposit: check cider and canned wine with your adviser.',
    sources: [
      {
        title: 'Oregon Department of Revenue: Sales tax in Oregon',
        url: 'https://www.oregon.gov/dor/programs/businesses/Pages/sales-tax.aspx',
      },
      {
        title: 'ORS 459A.700 to 459A.744; Oregon DEQ: Bottle Bill',
        url: 'https://www.oregon.gov/deq/mm/Pages/Bottle-Bill.aspx',
      },
      {
        title: 'OLCC: Wine in a Can (from 2025-07-01)',
        url: 'https://www.oregon.gov/olcc/Pages/Bottle-Bill-Wine-In-A-Can.aspx',
      },
      MINIMUM_AGE,
    ],
    taxes: [],
    deposits: [
      deposit('Oregon deposit', 10, '2017-04-01', {
        taxCodes: ['beer', 'general'],
        containerClasses: RETURNABLE,
        maxVolumeMl: 3000,
      }),
      deposit(
        'Oregon deposit (canned wine)',
        10,
        '2025-07-01',
        { taxCodes: ['wine'], containerClasses: ['can'], minVolumeMl: ounces(4), maxVolumeMl: 1500 },
        20,
      ),
    ],
    ages: [TWENTY_ONE],
    hours: [],
    localTax: null,
  },
  {
    id: 'us-ny-nyc',
    name: 'New York City',
    adviser:
      'Hours differ by product and county: enter yours. Sports drinks, juices and milk carry no deposit: give them a tax code of their own. Whether a deposit is part of the taxable price was not found in a published source: confirm with your adviser.',
    sources: [
      {
        title: 'New York State Department of Taxation and Finance: Find sales tax rates',
        url: 'https://www.tax.ny.gov/bus/st/rates.htm',
      },
      {
        title: 'New York State DEC: Bottle Bill (ECL 27-1001 to 27-1019)',
        url: 'https://dec.ny.gov/chemical/57687.html',
      },
      {
        title:
          'New York State Department of Taxation and Finance: Beverage container deposits (soft drinks and water too)',
        url: 'https://www.tax.ny.gov/bus/bev/bevcnt.htm',
      },
      {
        title: 'Tax Bulletin ST-860: tax on the total of taxable items on the bill',
        url: 'https://tax.ny.gov/pubs_and_bulls/tg_bulletins/st/taxable_receipt.htm',
      },
      MINIMUM_AGE,
    ],
    // On all taxable things on the bill together: Tax Bulletin ST-860.
    taxes: [percentage('New York City sales tax', 88_750, '2009-08-01', DRINKS, { rounding: 'sale' })],
    // Containers of less than a gallon; wine, spirits and cider carry none, soft drinks and water do.
    deposits: [
      deposit('New York deposit', 5, '1983-07-01', {
        taxCodes: ['beer', 'general'],
        containerClasses: RETURNABLE,
        maxVolumeMl: ounces(128) - 1,
      }),
    ],
    ages: [TWENTY_ONE],
    hours: [],
    localTax: null,
  },
  {
    id: 'gb-vat',
    name: 'United Kingdom',
    adviser:
      'Hours are those of your licence: enter them. Reliefs and the deposit return scheme differ by nation: settle them with your adviser.',
    sources: [
      { title: 'Value Added Tax Act 1994, s. 2(1)', url: 'https://www.legislation.gov.uk/ukpga/1994/23/section/2' },
      {
        title: 'Finance (No. 2) Act 2010, s. 3: 20 % from 2011-01-04',
        url: 'https://www.legislation.gov.uk/ukpga/2010/31/section/3/enacted',
      },
      {
        title: 'Licensing Act 2003, s. 146: no sale to under 18',
        url: 'https://www.legislation.gov.uk/ukpga/2003/17/section/146',
      },
    ],
    taxes: [percentage('VAT', 200_000, '2011-01-04', DRINKS, { inclusive: true, exemptible: false })],
    deposits: [],
    ages: [age('Alcohol', 18, '2005-11-24')],
    hours: [],
    localTax: null,
  },
];
