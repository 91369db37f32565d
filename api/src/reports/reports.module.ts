import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { AUDIT_ENTRY_MODEL } from '../audit/audit-entry.schema';
import { SHIFT_MODEL } from '../ledger/books/drawer/shift.schema';
import { STOCK_BALANCE_MODEL } from '../ledger/books/stock/stock-balance.schema';
import { SALE_MODEL } from '../ledger/documents/sale.schema';
import { PRODUCT_MODEL } from '../products/product.schema';
import { StoreDirectoryModule } from '../store-directory/store-directory.module';
import { TENANT } from '../tenancy/tenant-connection';
import { ExceptionsReportService } from './exceptions-report.service';
import { ReportsController } from './reports.controller';
import { ReportsService } from './reports.service';
import { StockReportService } from './stock-report.service';

@Module({
  imports: [
    StoreDirectoryModule,
    MongooseModule.forFeature([SALE_MODEL, SHIFT_MODEL, AUDIT_ENTRY_MODEL, STOCK_BALANCE_MODEL, PRODUCT_MODEL], TENANT),
  ],
  controllers: [ReportsController],
  providers: [ReportsService, StockReportService, ExceptionsReportService],
  exports: [ReportsService],
})
export class ReportsModule {}
