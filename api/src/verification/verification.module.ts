import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { StockBalance } from '../inventory/stock-balance.schema';
import { StockMovement } from '../inventory/stock-movement.schema';
import { Sale } from '../sales/sale.schema';
import { Shift } from '../shifts/shift.schema';
import { Register } from '../stores/register.schema';
import { TENANT } from '../tenancy/tenant-connection';
import { tenantSchemas } from '../tenancy/tenant-schemas';
import { BooksVerifier } from './books-verifier';
import { UsersVerifier } from './users-verifier';

@Module({
  imports: [MongooseModule.forFeature(tenantSchemas(StockBalance, StockMovement, Sale, Shift, Register), TENANT)],
  providers: [BooksVerifier, UsersVerifier],
  exports: [BooksVerifier, UsersVerifier],
})
export class VerificationModule {}
