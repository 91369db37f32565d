import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { PRODUCT_MODEL } from '../products/product.schema';
import { REGISTER_MODEL } from '../store-directory/register.schema';
import { STORE_MODEL } from '../store-directory/store.schema';
import { TENANT } from '../tenancy/tenant-connection';
import { StoresController } from './stores.controller';
import { StoresService } from './stores.service';

@Module({
  imports: [MongooseModule.forFeature([STORE_MODEL, REGISTER_MODEL, PRODUCT_MODEL], TENANT)],
  controllers: [StoresController],
  providers: [StoresService],
})
export class StoresModule {}
