import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { InventoryModule } from '../inventory/inventory.module';
import { SALE_MODEL } from '../ledger/documents/sale.schema';
import { PricingRulesModule } from '../pricing-rules/pricing-rules.module';
import { PRODUCT_MODEL } from '../products/product.schema';
import { REGISTER_MODEL } from '../store-directory/register.schema';
import { STORE_MODEL } from '../store-directory/store.schema';
import { StoreDirectoryModule } from '../store-directory/store-directory.module';
import { TENANT } from '../tenancy/tenant-connection';
import { CheckoutService } from './checkout';
import { ClearedSalesService } from './cleared-sales';
import { EmptiesLimits } from './drawer-limits';
import { HandChanges } from './hand-changes';
import { ReprintsService } from './reprints';
import { ReturnSaleService } from './return-sale';
import { SalesController } from './sales.controller';
import { SalesService } from './sales.service';
import { VoidSaleService } from './void-sale';

@Module({
  imports: [
    StoreDirectoryModule,
    InventoryModule,
    PricingRulesModule,
    MongooseModule.forFeature([SALE_MODEL, PRODUCT_MODEL, REGISTER_MODEL, STORE_MODEL], TENANT),
  ],
  controllers: [SalesController],
  providers: [
    SalesService,
    CheckoutService,
    VoidSaleService,
    ReturnSaleService,
    EmptiesLimits,
    HandChanges,
    ClearedSalesService,
    ReprintsService,
  ],
  exports: [CheckoutService, SalesService],
})
export class SalesModule {}
