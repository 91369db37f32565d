import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { AUDIT_ENTRY_MODEL } from '../audit/audit-entry.schema';
import { ProductsModule } from '../products/products.module';
import { SalesModule } from '../sales/sales.module';
import { REGISTER_MODEL } from '../store-directory/register.schema';
import { StoreDirectoryModule } from '../store-directory/store-directory.module';
import { TENANT } from '../tenancy/tenant-connection';
import { HeldSalesController } from './held-sales.controller';
import { HeldSalesService } from './held-sales.service';

@Module({
  imports: [
    StoreDirectoryModule,
    SalesModule,
    ProductsModule,
    MongooseModule.forFeature([AUDIT_ENTRY_MODEL, REGISTER_MODEL], TENANT),
  ],
  controllers: [HeldSalesController],
  providers: [HeldSalesService],
  exports: [HeldSalesService],
})
export class HeldSalesModule {}
