import type { Preset } from './preset.ts';
import {
  ALCOHOL,
  DRINKS,
  deposit,
  LONG_AGO,
  MINIMUM_AGE,
  ounces,
  percentage,
  RETURNABLE,
  TWENTY_ONE,
  untilTwo,
} from './preset-rules.ts';

/** Published rates of American states as of November 2026, each with its source. Configuration to start from, never law. */
export const UNITED_STATES: readonly Preset[] = [
  {
    id: 'us-wa',
    version: 1,
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
    version: 1,
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
    version: 1,
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
    version: 1,
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
    version: 1,
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
    id: 'us-md',
    version: 1,
    name: 'Maryland',
    adviser:
      'Hours differ by county and licence: enter yours. Counties that sell liquor themselves have rules of their own. No container deposit.',
    sources: [
      {
        title: 'Comptroller of Maryland: Alcohol sales tax, 9 % from 2011-07-01',
        url: 'https://marylandtaxes.gov/business/sales-use/special-situations/alcohol-sales-tax.php',
      },
      {
        title: 'Comptroller of Maryland: Tax rates, the schedule of the 6 % tax',
        url: 'http://taxes.marylandtaxes.com/Individual_Taxes/Individual_Tax_Types/Sales_and_Use_Tax/Tax_Information/Tax_Rates/',
      },
      MINIMUM_AGE,
    ],
    taxes: [
      percentage('Maryland alcohol tax', 90_000, '2011-07-01', ALCOHOL, { group: null }),
      {
        ...percentage('Maryland sales tax', 0, '2008-01-03', ['general'], { group: null }),
        levy: {
          kind: 'brackets',
          wholeCents: 100,
          taxPerWholeCents: 6,
          steps: [1, 17, 34, 51, 67, 84].map((fromCents, index) => ({ fromCents, taxCents: index + 1 })),
          firstSteps: [20, 21, 34, 51, 67, 84].map((fromCents, index) => ({ fromCents, taxCents: index + 1 })),
        },
      },
    ],
    deposits: [],
    ages: [TWENTY_ONE],
    hours: [],
    localTax: null,
  },
  {
    id: 'us-ma',
    version: 1,
    name: 'Massachusetts',
    adviser:
      'Alcohol bears no sales tax here. Still water, juices and other drinks without a deposit: give them a tax code of their own. Hours are those of your licence: enter them.',
    sources: [
      {
        title: 'Massachusetts Department of Revenue: Repeal of sales tax on alcohol takes effect 2011-01-01',
        url: 'http://blog.mass.gov/revenue/current-affairs-2/repeal-of-sales-tax-on-alcohol-takes-effect-jan-1-2011/',
      },
      {
        title: 'Mass.gov: Deposit bottle and can recycling',
        url: 'https://www.mass.gov/deposit-bottle-can-recycling',
      },
      {
        title: 'MassDEP: 1983 bottle bill guide for consumers (over two gallons, wine and spirits exempt)',
        url: 'http://www.mass.gov/eea/agencies/massdep/recycle/reduce/1983-bottle-bill-guide-for-consumers.html',
      },
      MINIMUM_AGE,
    ],
    taxes: [percentage('Massachusetts sales tax', 62_500, LONG_AGO, ['general'])],
    deposits: [
      deposit('Massachusetts deposit', 5, '1983-01-06', {
        taxCodes: ['beer', 'general'],
        containerClasses: RETURNABLE,
        maxVolumeMl: ounces(256),
      }),
    ],
    ages: [TWENTY_ONE],
    hours: [],
    localTax: null,
  },
  {
    id: 'us-mi',
    version: 1,
    name: 'Michigan',
    adviser:
      'Wine and spirits in bottles carry no deposit; canned drinks with spirits do: give them the tax code beer or a deposit of their own. Whether a deposit is taxed was not found in an official source: confirm with your adviser. Hours are those of your licence.',
    sources: [
      {
        title: 'Michigan Department of Treasury: Sales and use tax FAQs (6 %, no local tax)',
        url: 'http://www.michigan.gov/taxes/0,1607,7-238-43529-154427--,00.html',
      },
      {
        title: 'Michigan Initiated Law 1 of 1976: 10 cents, containers of one gallon or less',
        url: 'http://www.bottlebill.org/legislation/usa/lawtext/milaw.htm',
      },
      MINIMUM_AGE,
    ],
    taxes: [percentage('Michigan sales tax', 60_000, LONG_AGO, DRINKS)],
    deposits: [
      deposit('Michigan deposit', 10, '1978-12-03', {
        taxCodes: ['beer', 'general'],
        containerClasses: RETURNABLE,
        maxVolumeMl: ounces(128),
      }),
    ],
    ages: [TWENTY_ONE],
    hours: [],
    localTax: null,
  },
  {
    id: 'us-tx',
    version: 1,
    name: 'Texas',
    adviser:
      'A local tax of up to 2 % comes on top nearly everywhere. Package stores and sellers of beer and wine have different hours: enter yours.',
    sources: [
      {
        title: 'Texas Comptroller: Local sales and use tax, frequently asked questions (6.25 %, local up to 2 %)',
        url: 'https://comptroller.texas.gov/taxes/sales/faq/local.php',
      },
      {
        title: 'Texas Comptroller, 96-280: Grocery and convenience stores (beer and wine are taxable)',
        url: 'https://comptroller.texas.gov/taxes/publications/96-280.php',
      },
      MINIMUM_AGE,
    ],
    taxes: [percentage('Texas sales tax', 62_500, LONG_AGO, DRINKS)],
    deposits: [],
    ages: [TWENTY_ONE],
    hours: [],
    localTax: { name: 'Texas local tax', taxCodes: DRINKS, onDeposit: false },
  },
  {
    id: 'us-fl',
    version: 1,
    name: 'Florida',
    adviser: 'A county may have a discretionary surtax: add yours. Hours are those of your county: enter them.',
    sources: [
      {
        title: 'Florida Department of Revenue: Discretionary sales surtax',
        url: 'https://floridarevenue.com/taxes/taxesfees/Pages/discretionary.aspx',
      },
      {
        title: 'Florida Administrative Code 12A-15.012: Alcoholic and malt beverages',
        url: 'http://flrules.elaws.us/rule/12A-15.012',
      },
      MINIMUM_AGE,
    ],
    taxes: [percentage('Florida sales tax', 60_000, LONG_AGO, DRINKS)],
    deposits: [],
    ages: [TWENTY_ONE],
    hours: [],
    localTax: { name: 'Florida county surtax', taxCodes: DRINKS, onDeposit: false },
  },
  {
    id: 'us-oh',
    version: 1,
    name: 'Ohio',
    adviser:
      'Counties add their own rate. Spirits are sold for the state by its agencies. Hours are those of your permit.',
    sources: [
      {
        title: 'Ohio Department of Taxation: 5.75 % from 2013-09-01',
        url: 'http://www.tax.ohio.gov/legal/SalesTaxRateIncrease.aspx',
      },
      MINIMUM_AGE,
    ],
    taxes: [percentage('Ohio sales tax', 57_500, '2013-09-01', DRINKS)],
    deposits: [],
    ages: [TWENTY_ONE],
    hours: [],
    localTax: { name: 'Ohio county tax', taxCodes: DRINKS, onDeposit: false },
  },
  {
    id: 'us-il',
    version: 1,
    name: 'Illinois',
    adviser:
      'Places add their own rates, Chicago and Cook County taxes on liquor by volume too: add yours with your adviser.',
    sources: [
      {
        title: 'Illinois Department of Revenue: 6.25 % on general merchandise',
        url: 'https://www2.illinois.gov/rev/questionsandanswers/Pages/139.aspx',
      },
      MINIMUM_AGE,
    ],
    taxes: [percentage('Illinois sales tax', 62_500, LONG_AGO, DRINKS)],
    deposits: [],
    ages: [TWENTY_ONE],
    hours: [],
    localTax: { name: 'Illinois local tax', taxCodes: DRINKS, onDeposit: false },
  },
];
