import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { PRODUCT_MODEL } from '../products/product.schema';
import { TENANT } from '../tenancy/tenant-connection';
import { SCHEDULED_PRICE_MODEL } from './scheduled-price.schema';
import { ScheduledPricesController } from './scheduled-prices.controller';
import { ScheduledPricesService } from './scheduled-prices.service';

@Module({
  imports: [MongooseModule.forFeature([SCHEDULED_PRICE_MODEL, PRODUCT_MODEL], TENANT)],
  controllers: [ScheduledPricesController],
  providers: [ScheduledPricesService],
})
export class ScheduledPricesModule {}
