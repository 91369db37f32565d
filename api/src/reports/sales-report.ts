import type { PipelineStage } from 'mongoose';
import { FIGURE_NAMES } from '../ledger/documents/sale-figures';
import type { Grouping } from './dto/report.dto';

const isKind = (kind: string) => ({ $eq: ['$kind', kind] });

/** A void counts against the sale it undoes; a return leaves its sale one. */
export const SALES_COUNT = { $cond: [isKind('void'), -1, { $cond: [isKind('return'), 0, 1] }] };

/** What is counted of each sale, void and return. */
const COUNTS = {
  salesCount: SALES_COUNT,
  voidsCount: { $cond: [isKind('void'), 1, 0] },
  returnsCount: { $cond: [isKind('return'), 1, 0] },
};
const COUNT_NAMES = Object.keys(COUNTS) as (keyof typeof COUNTS)[];

/** What was taken back, as amounts of their own: in the sums they are less of what was sold. */
const TAKEN_BACK = ['voidedCents', 'returnedCents'] as const;

interface GroupingPlan {
  /** What a document's figures come from: the sale's totals, or parts it is unwound into. */
  figures: 'totals' | 'lines' | 'tenderShares';
  key: unknown;
  label: unknown;
}

const PLANS: Record<Grouping, GroupingPlan> = {
  day: { figures: 'totals', key: '$businessDate', label: '$businessDate' },
  hour: { figures: 'totals', key: '$localHour', label: '$localHour' },
  // The day of the week is worked out of the date by who reads it: servers differ in what they can.
  weekday_hour: {
    figures: 'totals',
    key: { $concat: ['$businessDate', '/', { $toString: '$localHour' }] },
    label: null,
  },
  cashier: { figures: 'totals', key: { $toString: '$cashierId' }, label: '$cashierName' },
  store: { figures: 'totals', key: { $toString: '$storeId' }, label: null },
  category: { figures: 'lines', key: '$lines.category', label: '$lines.category' },
  brand: { figures: 'lines', key: '$lines.brand', label: '$lines.brand' },
  vendor: { figures: 'lines', key: '$lines.vendor', label: '$lines.vendor' },
  size: { figures: 'lines', key: '$lines.volumeMl', label: '$lines.volumeMl' },
  product: {
    figures: 'lines',
    key: { $toString: '$lines.productId' },
    label: { name: '$lines.name', volumeMl: '$lines.volumeMl' },
  },
  tender: { figures: 'tenderShares', key: '$tenderShares.type', label: '$tenderShares.type' },
};

/** One aggregation: the sales of some business dates, added up in all and by group. */
export function salesReportPipeline(from: string, to: string, groupBy: Grouping): PipelineStage[] {
  return [
    { $match: { businessDate: { $gte: from, $lte: to } } },
    { $facet: { totals: totalsOf(), groups: groupsOf(PLANS[groupBy]), stores: groupBy === 'store' ? STORES : NONE } },
  ];
}

/** The names of the stores that sold: a sale knows its store by its id alone. */
const STORES: PipelineStage.FacetPipelineStage[] = [
  { $group: { _id: '$storeId' } },
  { $lookup: { from: 'stores', localField: '_id', foreignField: '_id', as: 'store' } },
  { $project: { _id: { $toString: '$_id' }, name: { $first: '$store.name' } } },
];
const NONE: PipelineStage.FacetPipelineStage[] = [{ $limit: 1 }, { $match: { _id: null } }];

function totalsOf(): PipelineStage.FacetPipelineStage[] {
  return [{ $group: { _id: null, ...counts('$sum'), ...sums('totals') } }];
}

function groupsOf({ figures, key, label }: GroupingPlan): PipelineStage.FacetPipelineStage[] {
  if (figures === 'totals') {
    return [{ $group: { _id: key, label: { $last: label }, ...counts('$sum'), ...sums(figures) } }];
  }
  return [
    { $unwind: `$${figures}` },
    // First by sale, so that a sale with two lines of a category counts once in it.
    { $group: { _id: { sale: '$_id', key }, label: { $last: label }, ...counts('$first'), ...sums(figures) } },
    {
      $group: {
        _id: '$_id.key',
        label: { $last: '$label' },
        ...Object.fromEntries(
          [...COUNT_NAMES, ...FIGURE_NAMES, ...TAKEN_BACK].map((name) => [name, { $sum: `$${name}` }]),
        ),
      },
    },
  ];
}

function counts(how: '$sum' | '$first'): Record<string, object> {
  return Object.fromEntries(COUNT_NAMES.map((name) => [name, { [how]: COUNTS[name] }]));
}

function sums(source: string): Record<string, object> {
  const takenBack = (kind: string) => ({
    $sum: { $cond: [isKind(kind), { $multiply: [-1, `$${source}.totalCents`] }, 0] },
  });
  return {
    ...Object.fromEntries(FIGURE_NAMES.map((name) => [name, { $sum: `$${source}.${name}` }])),
    voidedCents: takenBack('void'),
    returnedCents: takenBack('return'),
  };
}
