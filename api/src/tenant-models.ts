import type { ModelDefinition } from '@nestjs/mongoose';
import { AUDIT_ENTRY_MODEL } from './audit/audit-entry.schema';
import { USER_MODEL } from './auth/user.schema';
import { IDEMPOTENCY_RECORD_MODEL } from './idempotency/idempotency-record.schema';
import { SHIFT_MODEL } from './ledger/books/drawer/shift.schema';
import { STOCK_BALANCE_MODEL } from './ledger/books/stock/stock-balance.schema';
import { STOCK_MOVEMENT_MODEL } from './ledger/books/stock/stock-movement.schema';
import { STORED_VALUE_MODEL } from './ledger/books/stored-value/stored-value.schema';
import { RECEIVING_MODEL } from './ledger/documents/receiving.schema';
import { SALE_MODEL } from './ledger/documents/sale.schema';
import { ORGANIZATION_PROFILE_MODEL } from './organization-profile/organization-profile.schema';
import { KEPT_PICTURE_MODEL } from './pictures/picture.schema';
import { PRICING_RULE_MODEL } from './pricing-rules/pricing-rule.schema';
import { PRODUCT_MODEL } from './products/product.schema';
import { SCHEDULED_PRICE_MODEL } from './scheduled-prices/scheduled-price.schema';
import {
  STOCK_COUNT_ENTRY_MODEL,
  STOCK_COUNT_MODEL,
  STOCK_COUNT_RESULT_MODEL,
} from './stock-counts/stock-count.schema';
import { REGISTER_MODEL } from './store-directory/register.schema';
import { STORE_MODEL } from './store-directory/store.schema';

/** Everything a tenant database holds, from whichever feature; a feature adds its own here. */
export const ALL_TENANT_MODELS: readonly ModelDefinition[] = [
  USER_MODEL,
  ORGANIZATION_PROFILE_MODEL,
  STORE_MODEL,
  REGISTER_MODEL,
  PRICING_RULE_MODEL,
  PRODUCT_MODEL,
  KEPT_PICTURE_MODEL,
  SCHEDULED_PRICE_MODEL,
  STOCK_BALANCE_MODEL,
  STOCK_MOVEMENT_MODEL,
  RECEIVING_MODEL,
  STOCK_COUNT_MODEL,
  STOCK_COUNT_ENTRY_MODEL,
  STOCK_COUNT_RESULT_MODEL,
  SHIFT_MODEL,
  SALE_MODEL,
  STORED_VALUE_MODEL,
  AUDIT_ENTRY_MODEL,
  IDEMPOTENCY_RECORD_MODEL,
];
