import type { ModelDefinition } from '@nestjs/mongoose';
import { IdempotencyRecord, IdempotencyRecordSchema } from '../common/idempotency-record.schema';
import { Receiving, ReceivingSchema } from '../inventory/receiving.schema';
import { StockBalance, StockBalanceSchema } from '../inventory/stock-balance.schema';
import { StockMovement, StockMovementSchema } from '../inventory/stock-movement.schema';
import { PricingRule, PricingRuleSchema } from '../pricing-rules/pricing-rule.schema';
import { Product, ProductSchema } from '../products/product.schema';
import { Sale, SaleSchema } from '../sales/sale.schema';
import { Shift, ShiftSchema } from '../shifts/shift.schema';
import { OrganizationProfile, OrganizationProfileSchema } from '../stores/organization-profile.schema';
import { Register, RegisterSchema } from '../stores/register.schema';
import { Store, StoreSchema } from '../stores/store.schema';
import { User, UserSchema } from '../users/user.schema';

/** Every schema of a tenant database; a feature adds its own here. */
export const TENANT_SCHEMAS: readonly ModelDefinition[] = [
  { name: User.name, schema: UserSchema },
  { name: OrganizationProfile.name, schema: OrganizationProfileSchema },
  { name: Store.name, schema: StoreSchema },
  { name: Register.name, schema: RegisterSchema },
  { name: PricingRule.name, schema: PricingRuleSchema },
  { name: Product.name, schema: ProductSchema },
  { name: StockBalance.name, schema: StockBalanceSchema },
  { name: StockMovement.name, schema: StockMovementSchema },
  { name: Receiving.name, schema: ReceivingSchema },
  { name: Shift.name, schema: ShiftSchema },
  { name: Sale.name, schema: SaleSchema },
  { name: IdempotencyRecord.name, schema: IdempotencyRecordSchema },
];

/** The definitions a feature module registers for injection: the same objects the connection already has. */
export function tenantSchemas(...models: { name: string }[]): ModelDefinition[] {
  return models.map(({ name }) => {
    const definition = TENANT_SCHEMAS.find((candidate) => candidate.name === name);
    if (!definition) throw new Error(`${name} is not in TENANT_SCHEMAS`);
    return definition;
  });
}
