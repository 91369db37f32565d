import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { SHIFT_MODEL } from '../ledger/books/drawer/shift.schema';
import { PRODUCT_MODEL } from '../products/product.schema';
import { REGISTER_MODEL } from '../store-directory/register.schema';
import { STORE_MODEL } from '../store-directory/store.schema';
import { StoreDirectoryModule } from '../store-directory/store-directory.module';
import { TENANT } from '../tenancy/tenant-connection';
import { RegistersController } from './registers.controller';
import { RegistersService } from './registers.service';
import { StoresController } from './stores.controller';
import { StoresService } from './stores.service';

@Module({
  imports: [
    StoreDirectoryModule,
    MongooseModule.forFeature([STORE_MODEL, REGISTER_MODEL, SHIFT_MODEL, PRODUCT_MODEL], TENANT),
  ],
  controllers: [StoresController, RegistersController],
  providers: [StoresService, RegistersService],
})
export class StoresModule {}
