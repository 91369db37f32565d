import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { InventoryModule } from '../inventory/inventory.module';
import { STOCK_MOVEMENT_MODEL } from '../ledger/books/stock/stock-movement.schema';
import { PRODUCT_MODEL } from '../products/product.schema';
import { StoreDirectoryModule } from '../store-directory/store-directory.module';
import { TENANT } from '../tenancy/tenant-connection';
import { CountLines } from './count-lines';
import { CountPosting } from './count-posting';
import { OpeningStockService } from './opening-stock.service';
import { STOCK_COUNT_ENTRY_MODEL, STOCK_COUNT_MODEL, STOCK_COUNT_RESULT_MODEL } from './stock-count.schema';
import { StockCountsController } from './stock-counts.controller';
import { StockCountsService } from './stock-counts.service';

@Module({
  imports: [
    StoreDirectoryModule,
    InventoryModule,
    MongooseModule.forFeature(
      [STOCK_COUNT_MODEL, STOCK_COUNT_ENTRY_MODEL, STOCK_COUNT_RESULT_MODEL, STOCK_MOVEMENT_MODEL, PRODUCT_MODEL],
      TENANT,
    ),
  ],
  controllers: [StockCountsController],
  providers: [StockCountsService, CountLines, CountPosting, OpeningStockService],
})
export class StockCountsModule {}
