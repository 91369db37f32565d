import type { Preset } from './preset.ts';
import { ALCOHOL, age, DRINKS, deposit, percentage } from './preset-rules.ts';

/** Published rates of other countries as of November 2026, each with its source. Configuration to start from, never law. */
export const ELSEWHERE: readonly Preset[] = [
  {
    id: 'ca-on',
    version: 1,
    name: 'Ontario',
    adviser:
      'The minimum age and the hours of your licence: enter them. Beer in the industry’s own bottles has a deposit of its own.',
    sources: [
      {
        title: 'Ontario: Harmonized sales tax, 13 % from 2010-07-01',
        url: 'https://www.ontario.ca/document/harmonized-sales-tax-hst',
      },
      {
        title: 'Ontario Deposit Return Program: 20 cents from 631 ml, 10 below, none to 100 ml; cans by the litre',
        url: 'http://bagitback.ca/en/commercial/faq_agency.shtml',
      },
      {
        title: 'LCBO pricing example, April 2017: the deposit is not taxed',
        url: 'https://paperzz.com/doc/8821959/appendix-1-%E2%80%93-pricing-example',
      },
    ],
    taxes: [percentage('HST', 130_000, '2010-07-01', DRINKS, { group: null })],
    deposits: [
      deposit(
        'Ontario deposit, cans above 1 L',
        20,
        '2007-02-05',
        { taxCodes: ALCOHOL, containerClasses: ['can'], minVolumeMl: 1001 },
        10,
      ),
      deposit(
        'Ontario deposit, cans',
        10,
        '2007-02-05',
        { taxCodes: ALCOHOL, containerClasses: ['can'], minVolumeMl: 101 },
        20,
      ),
      deposit('Ontario deposit above 630 ml', 20, '2007-02-05', { taxCodes: ALCOHOL, minVolumeMl: 631 }, 30),
      deposit('Ontario deposit', 10, '2007-02-05', { taxCodes: ALCOHOL, minVolumeMl: 101 }, 40),
    ],
    ages: [],
    hours: [],
    localTax: null,
  },
  {
    id: 'ca-bc',
    version: 1,
    name: 'British Columbia',
    adviser:
      'Recycling fees change each year and are taxed: add those of your containers as fees. The minimum age and the hours of your licence: enter them.',
    sources: [
      {
        title: 'BC Liquor Distribution Branch: 10 cents for all containers from 2020-10-12',
        url: 'https://wholesale.bcldb.com/news/new-change-deposit-value-effective-october-1-2020',
      },
      {
        title: 'Bulletin PST 119: 10 % on liquor',
        url: 'https://docslib.org/doc/891303/bulletin-pst-119-restaurants-and-liquor-sellers',
      },
      {
        title: 'Canada Revenue Agency: fees are taxed, deposits are not',
        url: 'https://taxinterpretations.com/cra/website/old/tx/bsnss/tpcs/gst-tps/gnrl/txbl/rtrnbl/menu-eng',
      },
    ],
    taxes: [
      { ...percentage('GST', 50_000, '2013-04-01', DRINKS, { group: null }), onFees: true },
      { ...percentage('PST', 100_000, '2013-04-01', ALCOHOL, { group: null }), onFees: true },
    ],
    deposits: [deposit('BC deposit', 10, '2020-10-12', {})],
    ages: [],
    hours: [],
    localTax: null,
  },
  {
    id: 'de',
    version: 1,
    name: 'Deutschland',
    adviser:
      'Mehrwegpfand ist üblich, nicht Gesetz: 8 Cent je Bierflasche, 15 je andere Flasche, der Kasten dazu als Pfand je Packung in einer eigenen Gruppe. Milch und manche Säfte tragen 7 %: eigene Steuerkennung. Verkaufszeiten nach Landesrecht eintragen.',
    sources: [
      { title: 'Umsatzsteuergesetz § 12 Abs. 1: 19 %', url: 'https://datenbank.nwb.de/Dokument/Anzeigen/864732' },
      {
        title: 'Verpackungsgesetz § 31: mindestens 25 Cent einschließlich Umsatzsteuer',
        url: 'https://www.buzer.de/31_VerpackG_Verpackungsgesetz.htm',
      },
      {
        title: 'Jugendschutzgesetz § 9: Bier und Wein ab 16, andere alkoholische Getränke ab 18',
        url: 'http://vollnuechtern.de/de/hintergrund/jugendschutzgesetz/',
      },
    ],
    taxes: [percentage('Umsatzsteuer', 190_000, '2007-01-01', null, { inclusive: true, onDeposit: true, group: null })],
    deposits: [
      deposit('Einwegpfand', 25, '2022-01-01', {
        containerClasses: ['can', 'plastic'],
        minVolumeMl: 100,
        maxVolumeMl: 3000,
      }),
    ],
    ages: [
      { ...age('Bier und Wein', 16, '2002-07-23'), selector: { taxCodes: ['beer', 'wine'] } },
      { ...age('Spirituosen', 18, '2002-07-23'), selector: { taxCodes: ['spirits'] } },
    ],
    hours: [],
    localTax: null,
  },
  {
    id: 'gb-vat',
    version: 1,
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
