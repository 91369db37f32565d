import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { STOCK_BALANCE_MODEL } from '../ledger/books/stock/stock-balance.schema';
import { STOCK_MOVEMENT_MODEL } from '../ledger/books/stock/stock-movement.schema';
import { RECEIVING_MODEL } from '../ledger/documents/receiving.schema';
import { PRODUCT_MODEL } from '../products/product.schema';
import { StoreDirectoryModule } from '../store-directory/store-directory.module';
import { TENANT } from '../tenancy/tenant-connection';
import { InventoryController } from './inventory.controller';
import { InventoryService } from './inventory.service';
import { StockChangesService } from './stock-changes.service';
import { StockedProducts } from './stocked-products';

@Module({
  imports: [
    StoreDirectoryModule,
    MongooseModule.forFeature([PRODUCT_MODEL, STOCK_BALANCE_MODEL, STOCK_MOVEMENT_MODEL, RECEIVING_MODEL], TENANT),
  ],
  controllers: [InventoryController],
  providers: [InventoryService, StockChangesService, StockedProducts],
  exports: [StockChangesService, StockedProducts],
})
export class InventoryModule {}
