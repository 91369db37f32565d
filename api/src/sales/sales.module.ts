import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { USER_MODEL } from '../auth/user.schema';
import { HouseAccountsModule } from '../house-accounts/house-accounts.module';
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
import { Exchanges } from './exchanges';
import { GoodsBack } from './goods-back';
import { HandChanges } from './hand-changes';
import { LowestPrices } from './lowest-prices';
import { Ratings } from './ratings';
import { ReprintsService } from './reprints';
import { ReturnSaleService } from './return-sale';
import { ReturnsController } from './returns.controller';
import { SalesController } from './sales.controller';
import { SalesService } from './sales.service';
import { Sellers } from './sellers';
import { VoidSaleService } from './void-sale';
import { ReturnsWithoutReceiptService } from './without-receipt';

@Module({
  imports: [
    StoreDirectoryModule,
    HouseAccountsModule,
    InventoryModule,
    PricingRulesModule,
    MongooseModule.forFeature([SALE_MODEL, PRODUCT_MODEL, REGISTER_MODEL, STORE_MODEL, USER_MODEL], TENANT),
  ],
  controllers: [SalesController, ReturnsController],
  providers: [
    SalesService,
    CheckoutService,
    VoidSaleService,
    ReturnSaleService,
    GoodsBack,
    Exchanges,
    LowestPrices,
    Ratings,
    Sellers,
    ReturnsWithoutReceiptService,
    EmptiesLimits,
    HandChanges,
    ClearedSalesService,
    ReprintsService,
  ],
  exports: [CheckoutService, SalesService],
})
export class SalesModule {}
