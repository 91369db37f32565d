import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { SALE_MODEL } from '../ledger/documents/sale.schema';
import { PricingRulesModule } from '../pricing-rules/pricing-rules.module';
import { PRODUCT_MODEL } from '../products/product.schema';
import { STORE_MODEL } from '../store-directory/store.schema';
import { TENANT } from '../tenancy/tenant-connection';
import { PriceReplayController } from './price-replay.controller';
import { PriceReplayService } from './price-replay.service';

@Module({
  imports: [PricingRulesModule, MongooseModule.forFeature([SALE_MODEL, PRODUCT_MODEL, STORE_MODEL], TENANT)],
  controllers: [PriceReplayController],
  providers: [PriceReplayService],
})
export class PriceReplayModule {}
