import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { TENANT } from '../tenancy/tenant-connection';
import { tenantSchemas } from '../tenancy/tenant-schemas';
import { Product } from './product.schema';
import { ProductExportService } from './product-export.service';
import { ProductImportService } from './product-import.service';
import { ProductsController } from './products.controller';
import { ProductsService } from './products.service';

@Module({
  imports: [MongooseModule.forFeature(tenantSchemas(Product), TENANT)],
  controllers: [ProductsController],
  providers: [ProductsService, ProductImportService, ProductExportService],
  exports: [ProductsService, ProductImportService],
})
export class ProductsModule {}
