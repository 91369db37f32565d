import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { SHIFT_MODEL } from '../ledger/books/drawer/shift.schema';
import { SALE_MODEL } from '../ledger/documents/sale.schema';
import { REGISTER_MODEL } from '../store-directory/register.schema';
import { STORE_MODEL } from '../store-directory/store.schema';
import { StoreDirectoryModule } from '../store-directory/store-directory.module';
import { TENANT } from '../tenancy/tenant-connection';
import { DrawerService } from './drawer.service';
import { ShiftFigures } from './shift-figures';
import { ShiftsController } from './shifts.controller';
import { ShiftsService } from './shifts.service';

@Module({
  imports: [
    StoreDirectoryModule,
    MongooseModule.forFeature([SHIFT_MODEL, SALE_MODEL, REGISTER_MODEL, STORE_MODEL], TENANT),
  ],
  controllers: [ShiftsController],
  providers: [ShiftsService, DrawerService, ShiftFigures],
})
export class ShiftsModule {}
