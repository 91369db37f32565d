import type { PipelineStage } from 'mongoose';
import { SALES_COUNT } from './sales-report';

/** What each tax came to on some business dates. Returns and voids carry their taxes negated. */
export function taxReportPipeline(from: string, to: string): PipelineStage[] {
  return [
    { $match: { businessDate: { $gte: from, $lte: to } } },
    { $unwind: '$lines' },
    { $unwind: '$lines.taxes' },
    {
      $group: {
        _id: '$lines.taxes.ruleId',
        label: { $last: '$lines.taxes.name' },
        inclusive: { $last: '$lines.taxes.inclusive' },
        taxableCents: { $sum: '$lines.taxes.taxableCents' },
        taxCents: { $sum: '$lines.taxes.amountCents' },
      },
    },
    { $project: { _id: 0, key: '$_id', label: 1, inclusive: 1, taxableCents: 1, taxCents: 1 } },
    { $sort: { label: 1, key: 1 } },
  ];
}

/** What each promotion gave away on some business dates; first by sale, so that a sale counts once. */
export function promotionReportPipeline(from: string, to: string): PipelineStage[] {
  return [
    { $match: { businessDate: { $gte: from, $lte: to } } },
    { $unwind: '$lines' },
    { $unwind: '$lines.discounts' },
    { $match: { 'lines.discounts.kind': 'promotion' } },
    {
      $group: {
        _id: { sale: '$_id', rule: '$lines.discounts.ruleId' },
        label: { $last: '$lines.discounts.name' },
        salesCount: { $first: SALES_COUNT },
        discountCents: { $sum: '$lines.discounts.amountCents' },
        netCents: { $sum: '$lines.netCents' },
      },
    },
    {
      $group: {
        _id: '$_id.rule',
        label: { $last: '$label' },
        salesCount: { $sum: '$salesCount' },
        discountCents: { $sum: '$discountCents' },
        netCents: { $sum: '$netCents' },
      },
    },
    { $project: { _id: 0, key: '$_id', label: 1, salesCount: 1, discountCents: 1, netCents: 1 } },
    { $sort: { label: 1, key: 1 } },
  ];
}
