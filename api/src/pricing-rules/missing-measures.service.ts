import { setImmediate as turnOfOthers } from 'node:timers/promises';
import { cents } from '@liquor-pos/domain/money/money';
import { missingMeasures } from '@liquor-pos/domain/pricing/missing-measures';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import type { Actor } from '../access/actor';
import { Product } from '../products/product.schema';
import { TENANT } from '../tenancy/tenant-connection';
import type { MissingMeasureDto } from './dto/missing-measure.dto';
import { RuleBooks } from './rule-books';

const MOST_NAMED = 20;
/** So many products are looked at before others have their turn. */
const AT_ONCE = 200;

/** Products that rules can't be right about, because nobody entered their volume or strength. */
@Injectable()
export class MissingMeasuresService {
  constructor(
    @InjectModel(Product.name, TENANT) private readonly products: Model<Product>,
    private readonly books: RuleBooks,
  ) {}

  async list(actor: Actor): Promise<MissingMeasureDto[]> {
    actor.require('rule.read');
    const rules = await this.books.current();
    const today = new Date().toISOString().slice(0, 10);
    const found = new Map<string, MissingMeasureDto>();
    const unmeasured = { active: true, $or: [{ volumeMl: null }, { abv: null }] };
    let looked = 0;
    for await (const product of this.products.find(unmeasured).sort({ sortName: 1, _id: 1 }).lean().cursor()) {
      if (++looked % AT_ONCE === 0) await turnOfOthers();
      const id = product._id.toString();
      const rated = { ...product, productId: id, depositCents: cents(product.depositCents) };
      for (const { ruleId, name: rule, lacks } of missingMeasures(rated, rules, today)) {
        const key = `${ruleId}/${lacks}`;
        const known = found.get(key) ?? { ruleId, rule, lacks, productsCount: 0, products: [] };
        known.productsCount++;
        if (known.products.length < MOST_NAMED) known.products.push({ id, sku: product.sku, name: product.name });
        found.set(key, known);
      }
    }
    return [...found.values()];
  }
}
