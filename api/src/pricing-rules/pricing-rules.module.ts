import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { Product } from '../products/product.schema';
import { OrganizationProfile } from '../stores/organization-profile.schema';
import { Store } from '../stores/store.schema';
import { StoresModule } from '../stores/stores.module';
import { TENANT } from '../tenancy/tenant-connection';
import { tenantSchemas } from '../tenancy/tenant-schemas';
import { AgesController } from './ages.controller';
import { DepositsController } from './deposits.controller';
import { HoursController } from './hours.controller';
import { PricingRule } from './pricing-rule.schema';
import { PricingRulesService } from './pricing-rules.service';
import { PromotionsController } from './promotions.controller';
import { RuleBookController } from './rule-book.controller';
import { RuleBookService } from './rule-book.service';
import { RuleBooks } from './rule-books';
import { TaxesController } from './taxes.controller';

@Module({
  imports: [
    StoresModule,
    MongooseModule.forFeature(tenantSchemas(PricingRule, OrganizationProfile, Store, Product), TENANT),
  ],
  controllers: [
    RuleBookController,
    TaxesController,
    DepositsController,
    PromotionsController,
    AgesController,
    HoursController,
  ],
  providers: [PricingRulesService, RuleBookService, RuleBooks],
  exports: [PricingRulesService, RuleBookService, RuleBooks],
})
export class PricingRulesModule {}
