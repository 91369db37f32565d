import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { Product } from '../products/product.schema';
import { TENANT } from '../tenancy/tenant-connection';
import { tenantSchemas } from '../tenancy/tenant-schemas';
import { OrganizationProfile } from './organization-profile.schema';
import { Register } from './register.schema';
import { Store } from './store.schema';
import { StoreDirectory } from './store-directory';
import { StoresController } from './stores.controller';
import { StoresService } from './stores.service';

@Module({
  imports: [MongooseModule.forFeature(tenantSchemas(OrganizationProfile, Store, Register, Product), TENANT)],
  controllers: [StoresController],
  providers: [StoresService, StoreDirectory],
  exports: [StoreDirectory],
})
export class StoresModule {}
