import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { SALE_MODEL } from '../ledger/documents/sale.schema';
import { ORGANIZATION_PROFILE_MODEL } from '../organization-profile/organization-profile.schema';
import { PRICING_RULE_MODEL } from '../pricing-rules/pricing-rule.schema';
import { STORE_MODEL } from '../store-directory/store.schema';
import { TENANT } from '../tenancy/tenant-connection';
import { ExplainedPricesController } from './explained-prices.controller';
import { ExplainedPricesService } from './explained-prices.service';
import { PriceLinkController } from './price-link.controller';
import { PriceLinks } from './price-links';

@Module({
  imports: [
    MongooseModule.forFeature([SALE_MODEL, STORE_MODEL, ORGANIZATION_PROFILE_MODEL, PRICING_RULE_MODEL], TENANT),
  ],
  controllers: [ExplainedPricesController, PriceLinkController],
  providers: [ExplainedPricesService, PriceLinks],
  exports: [PriceLinks],
})
export class ExplainedPricesModule {}
