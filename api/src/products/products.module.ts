import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { ORGANIZATION_PROFILE_MODEL } from '../organization-profile/organization-profile.schema';
import { TENANT } from '../tenancy/tenant-connection';
import { PRODUCT_MODEL } from './product.schema';
import { ProductChangesService } from './product-changes.service';
import { ProductExportService } from './product-export.service';
import { ProductImportService } from './product-import.service';
import { ProductsController } from './products.controller';
import { ProductsService } from './products.service';

@Module({
  imports: [MongooseModule.forFeature([PRODUCT_MODEL, ORGANIZATION_PROFILE_MODEL], TENANT)],
  controllers: [ProductsController],
  providers: [ProductsService, ProductChangesService, ProductImportService, ProductExportService],
  exports: [ProductsService, ProductImportService],
})
export class ProductsModule {}
