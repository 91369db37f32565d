import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { StockBalance } from '../inventory/stock-balance.schema';
import { Product } from '../products/product.schema';
import { Sale } from '../sales/sale.schema';
import { StoresModule } from '../stores/stores.module';
import { TENANT } from '../tenancy/tenant-connection';
import { tenantSchemas } from '../tenancy/tenant-schemas';
import { ReportsController } from './reports.controller';
import { ReportsService } from './reports.service';

@Module({
  imports: [StoresModule, MongooseModule.forFeature(tenantSchemas(Sale, StockBalance, Product), TENANT)],
  controllers: [ReportsController],
  providers: [ReportsService],
  exports: [ReportsService],
})
export class ReportsModule {}
