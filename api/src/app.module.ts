import { type DynamicModule, Global, Module } from '@nestjs/common';
import { AuthModule } from './auth/auth.module';
import { Environment } from './config/environment';
import { HealthModule } from './health/health.module';
import { IdempotencyModule } from './idempotency/idempotency.module';
import { InventoryModule } from './inventory/inventory.module';
import { MainDbModule } from './main-db/main-db.module';
import { OrganizationsModule } from './organizations/organizations.module';
import { PricingRulesModule } from './pricing-rules/pricing-rules.module';
import { ProductsModule } from './products/products.module';
import { ReportsModule } from './reports/reports.module';
import { SalesModule } from './sales/sales.module';
import { StoresModule } from './stores/stores.module';
import { TenancyModule } from './tenancy/tenancy.module';
import { UsersModule } from './users/users.module';
import { VerificationModule } from './verification/verification.module';

/** The application; the environment names the database, which is running already. */
@Global()
@Module({})
export class AppModule {
  static with(environment: Environment): DynamicModule {
    return {
      module: AppModule,
      imports: [
        MainDbModule,
        TenancyModule,
        AuthModule,
        IdempotencyModule,
        OrganizationsModule,
        UsersModule,
        StoresModule,
        ProductsModule,
        InventoryModule,
        PricingRulesModule,
        SalesModule,
        ReportsModule,
        VerificationModule,
        HealthModule,
      ],
      providers: [{ provide: Environment, useValue: environment }],
      exports: [Environment],
    };
  }
}
