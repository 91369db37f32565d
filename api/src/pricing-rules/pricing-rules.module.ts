import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { ORGANIZATION_PROFILE_MODEL } from '../organization-profile/organization-profile.schema';
import { PRODUCT_MODEL } from '../products/product.schema';
import { STORE_MODEL } from '../store-directory/store.schema';
import { StoreDirectoryModule } from '../store-directory/store-directory.module';
import { TENANT } from '../tenancy/tenant-connection';
import { MissingMeasuresService } from './missing-measures.service';
import { PresetRulesService } from './preset-rules.service';
import { PRICING_RULE_MODEL } from './pricing-rule.schema';
import { PricingRulesService } from './pricing-rules.service';
import { RuleBookController } from './rule-book.controller';
import { RuleBookService } from './rule-book.service';
import { RuleBooks } from './rule-books';
import { RuleLimits } from './rule-limits';
import { RuleWrites } from './rule-writes';
import { RULE_CONTROLLERS } from './rules.controller';

@Module({
  imports: [
    StoreDirectoryModule,
    MongooseModule.forFeature([PRICING_RULE_MODEL, ORGANIZATION_PROFILE_MODEL, STORE_MODEL, PRODUCT_MODEL], TENANT),
  ],
  controllers: [RuleBookController, ...RULE_CONTROLLERS],
  providers: [
    MissingMeasuresService,
    PresetRulesService,
    PricingRulesService,
    RuleBookService,
    RuleBooks,
    RuleLimits,
    RuleWrites,
  ],
  exports: [PricingRulesService, RuleBookService, RuleBooks, RuleLimits],
})
export class PricingRulesModule {}
