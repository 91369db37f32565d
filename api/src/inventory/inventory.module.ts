import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { Product } from '../products/product.schema';
import { StoresModule } from '../stores/stores.module';
import { TENANT } from '../tenancy/tenant-connection';
import { tenantSchemas } from '../tenancy/tenant-schemas';
import { InventoryController } from './inventory.controller';
import { InventoryService } from './inventory.service';
import { Receiving } from './receiving.schema';
import { StockBalance } from './stock-balance.schema';
import { StockChangesService } from './stock-changes.service';
import { StockMovement } from './stock-movement.schema';

@Module({
  imports: [
    StoresModule,
    MongooseModule.forFeature(tenantSchemas(Product, StockBalance, StockMovement, Receiving), TENANT),
  ],
  controllers: [InventoryController],
  providers: [InventoryService, StockChangesService],
  exports: [StockChangesService],
})
export class InventoryModule {}
