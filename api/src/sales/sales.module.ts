import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { StockBalance } from '../inventory/stock-balance.schema';
import { StockMovement } from '../inventory/stock-movement.schema';
import { PricingRulesModule } from '../pricing-rules/pricing-rules.module';
import { Product } from '../products/product.schema';
import { Shift } from '../shifts/shift.schema';
import { OrganizationProfile } from '../stores/organization-profile.schema';
import { Register } from '../stores/register.schema';
import { Store } from '../stores/store.schema';
import { StoresModule } from '../stores/stores.module';
import { TENANT } from '../tenancy/tenant-connection';
import { tenantSchemas } from '../tenancy/tenant-schemas';
import { CheckoutService } from './checkout';
import { ReturnSaleService } from './return-sale';
import { Sale } from './sale.schema';
import { SalePlaces } from './sale-place';
import { SalesController } from './sales.controller';
import { SalesService } from './sales.service';
import { StoreLanes } from './store-lanes';
import { VoidSaleService } from './void-sale';

@Module({
  imports: [
    StoresModule,
    PricingRulesModule,
    MongooseModule.forFeature(
      tenantSchemas(Sale, Product, StockBalance, StockMovement, Shift, Register, Store, OrganizationProfile),
      TENANT,
    ),
  ],
  controllers: [SalesController],
  providers: [SalesService, CheckoutService, VoidSaleService, ReturnSaleService, SalePlaces, StoreLanes],
  exports: [CheckoutService, SalesService],
})
export class SalesModule {}
