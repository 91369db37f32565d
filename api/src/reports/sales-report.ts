import type { PipelineStage } from 'mongoose';
import { FIGURE_NAMES } from '../ledger/documents/sale-figures';
import type { Grouping } from './dto/report.dto';

/** A void counts against the sale it undoes; a return leaves its sale one. */
export const SALES_COUNT = {
  $cond: [{ $eq: ['$kind', 'void'] }, -1, { $cond: [{ $eq: ['$kind', 'return'] }, 0, 1] }],
};

interface GroupingPlan {
  /** What a document's figures come from: the sale's totals, or parts it is unwound into. */
  figures: 'totals' | 'lines' | 'tenderShares';
  key: unknown;
  label: unknown;
}

const PLANS: Record<Grouping, GroupingPlan> = {
  day: { figures: 'totals', key: '$businessDate', label: '$businessDate' },
  hour: { figures: 'totals', key: '$localHour', label: '$localHour' },
  cashier: { figures: 'totals', key: { $toString: '$cashierId' }, label: '$cashierName' },
  category: { figures: 'lines', key: '$lines.category', label: '$lines.category' },
  product: { figures: 'lines', key: { $toString: '$lines.productId' }, label: '$lines.name' },
  tender: { figures: 'tenderShares', key: '$tenderShares.type', label: '$tenderShares.type' },
};

/** One aggregation: the sales of some business dates, added up in all and by group. */
export function salesReportPipeline(from: string, to: string, groupBy: Grouping): PipelineStage[] {
  return [
    { $match: { businessDate: { $gte: from, $lte: to } } },
    { $facet: { totals: totalsOf(), groups: groupsOf(PLANS[groupBy]) } },
  ];
}

function totalsOf(): PipelineStage.FacetPipelineStage[] {
  return [{ $group: { _id: null, salesCount: { $sum: SALES_COUNT }, ...sums('totals') } }];
}

function groupsOf({ figures, key, label }: GroupingPlan): PipelineStage.FacetPipelineStage[] {
  if (figures === 'totals') {
    return [{ $group: { _id: key, label: { $last: label }, salesCount: { $sum: SALES_COUNT }, ...sums(figures) } }];
  }
  return [
    { $unwind: `$${figures}` },
    // First by sale, so that a sale with two lines of a category counts once in it.
    {
      $group: {
        _id: { sale: '$_id', key },
        label: { $last: label },
        salesCount: { $first: SALES_COUNT },
        ...sums(figures),
      },
    },
    {
      $group: {
        _id: '$_id.key',
        label: { $last: '$label' },
        salesCount: { $sum: '$salesCount' },
        ...Object.fromEntries(FIGURE_NAMES.map((name) => [name, { $sum: `$${name}` }])),
      },
    },
  ];
}

function sums(source: string): Record<string, { $sum: string }> {
  return Object.fromEntries(FIGURE_NAMES.map((name) => [name, { $sum: `$${source}.${name}` }]));
}
