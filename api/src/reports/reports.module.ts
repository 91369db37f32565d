import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { STOCK_BALANCE_MODEL } from '../ledger/books/stock/stock-balance.schema';
import { SALE_MODEL } from '../ledger/documents/sale.schema';
import { PRODUCT_MODEL } from '../products/product.schema';
import { StoreDirectoryModule } from '../store-directory/store-directory.module';
import { TENANT } from '../tenancy/tenant-connection';
import { ReportsController } from './reports.controller';
import { ReportsService } from './reports.service';
import { StockReportService } from './stock-report.service';

@Module({
  imports: [StoreDirectoryModule, MongooseModule.forFeature([SALE_MODEL, STOCK_BALANCE_MODEL, PRODUCT_MODEL], TENANT)],
  controllers: [ReportsController],
  providers: [ReportsService, StockReportService],
  exports: [ReportsService],
})
export class ReportsModule {}
