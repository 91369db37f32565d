import { Global, Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { ORGANIZATION_PROFILE_MODEL } from '../organization-profile/organization-profile.schema';
import { REGISTER_MODEL } from '../store-directory/register.schema';
import { STORE_MODEL } from '../store-directory/store.schema';
import { TENANT } from '../tenancy/tenant-connection';
import { BOOKS, type Book } from './book';
import { DrawerBook } from './books/drawer/drawer.book';
import { SHIFT_MODEL } from './books/drawer/shift.schema';
import { ReceiptsBook } from './books/receipts/receipts.book';
import { RULE_COUNT_MODEL } from './books/rule-counts/rule-count.schema';
import { RuleCountsBook } from './books/rule-counts/rule-counts.book';
import { SalesBook } from './books/sales/sales.book';
import { StockBook } from './books/stock/stock.book';
import { STOCK_BALANCE_MODEL } from './books/stock/stock-balance.schema';
import { STOCK_MOVEMENT_MODEL } from './books/stock/stock-movement.schema';
import { StoredValueBook } from './books/stored-value/stored-value.book';
import { STORED_VALUE_MODEL } from './books/stored-value/stored-value.schema';
import { SALE_MODEL } from './documents/sale.schema';
import { EntryContexts } from './entry-context';
import { Ledger } from './ledger';
import { StoreLanes } from './store-lanes';

/** Every book there is; a new one is added here, and `verify books` proves it. */
const ALL_BOOKS = [StockBook, SalesBook, DrawerBook, ReceiptsBook, StoredValueBook, RuleCountsBook];

@Global()
@Module({
  imports: [
    MongooseModule.forFeature(
      [
        SALE_MODEL,
        SHIFT_MODEL,
        STOCK_BALANCE_MODEL,
        STOCK_MOVEMENT_MODEL,
        STORED_VALUE_MODEL,
        RULE_COUNT_MODEL,
        REGISTER_MODEL,
        STORE_MODEL,
        ORGANIZATION_PROFILE_MODEL,
      ],
      TENANT,
    ),
  ],
  providers: [
    ...ALL_BOOKS,
    EntryContexts,
    StoreLanes,
    Ledger,
    { provide: BOOKS, inject: ALL_BOOKS, useFactory: (...books: Book[]) => books },
  ],
  exports: [Ledger, StockBook, RuleCountsBook, BOOKS],
})
export class LedgerModule {}
