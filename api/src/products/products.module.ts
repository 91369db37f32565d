import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { OrganizationProfile } from '../stores/organization-profile.schema';
import { TENANT } from '../tenancy/tenant-connection';
import { tenantSchemas } from '../tenancy/tenant-schemas';
import { Product } from './product.schema';
import { ProductChangesService } from './product-changes.service';
import { ProductExportService } from './product-export.service';
import { ProductImportService } from './product-import.service';
import { ProductsController } from './products.controller';
import { ProductsService } from './products.service';

@Module({
  imports: [MongooseModule.forFeature(tenantSchemas(Product, OrganizationProfile), TENANT)],
  controllers: [ProductsController],
  providers: [ProductsService, ProductChangesService, ProductImportService, ProductExportService],
  exports: [ProductsService, ProductImportService],
})
export class ProductsModule {}
