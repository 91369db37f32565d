import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { STORED_VALUE_MODEL } from '../ledger/books/stored-value/stored-value.schema';
import { SALE_MODEL } from '../ledger/documents/sale.schema';
import { TENANT } from '../tenancy/tenant-connection';
import { HouseAccounts } from './house-accounts';
import { HouseAccountsController } from './house-accounts.controller';
import { HouseAccountsService } from './house-accounts.service';

@Module({
  imports: [MongooseModule.forFeature([STORED_VALUE_MODEL, SALE_MODEL], TENANT)],
  controllers: [HouseAccountsController],
  providers: [HouseAccounts, HouseAccountsService],
  exports: [HouseAccounts],
})
export class HouseAccountsModule {}
