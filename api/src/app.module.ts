import { type DynamicModule, Global, Module } from '@nestjs/common';
import { AccessModule } from './access/access.module';
import { ApprovalsModule } from './approvals/approvals.module';
import { AuditModule } from './audit/audit.module';
import { AuditTrailModule } from './audit-trail/audit-trail.module';
import { chainAuditLog } from './audit-trail/chain-audit-log';
import { AuthModule } from './auth/auth.module';
import { BackupsModule } from './backups/backups.module';
import { DeploymentSecrets } from './config/deployment-secrets';
import { Environment } from './config/environment';
import { ExplainedPricesModule } from './explained-prices/explained-prices.module';
import { GiftCardsModule } from './gift-cards/gift-cards.module';
import { HealthModule } from './health/health.module';
import { expireHeldSales } from './held-sales/expire-held-sales';
import { HeldSalesModule } from './held-sales/held-sales.module';
import { HouseAccountsModule } from './house-accounts/house-accounts.module';
import { purgeExpiredKeys, purgeExpiredSessions } from './housekeeping/purge-expired';
import { IdempotencyModule } from './idempotency/idempotency.module';
import { MAIN_IDEMPOTENCY_RECORD_MODEL } from './idempotency/idempotency-record.schema';
import { InventoryModule } from './inventory/inventory.module';
import { JobsModule } from './jobs/jobs.module';
import { LedgerModule } from './ledger/ledger.module';
import { MainDbModule } from './main-db/main-db.module';
import { MetricsModule } from './metrics/metrics.module';
import { ALL_MIGRATIONS } from './migrations/all-migrations';
import { OrganizationLogoModule } from './organization-logo/organization-logo.module';
import { deliverOutboxes } from './organizations/deliver-outboxes';
import { OrganizationsModule } from './organizations/organizations.module';
import { OutboxModule } from './outbox/outbox.module';
import { PriceReplayModule } from './price-replay/price-replay.module';
import { PricingRulesModule } from './pricing-rules/pricing-rules.module';
import { ProductPhotosModule } from './product-photos/product-photos.module';
import { ProductsModule } from './products/products.module';
import { RateLimitsModule } from './rate-limits/rate-limits.module';
import { ReceiptsModule } from './receipts/receipts.module';
import { sendReceiptMails } from './receipts/send-receipt-mails';
import { RefusalsModule } from './refusals/refusals.module';
import { ReportMailsModule } from './report-mails/report-mails.module';
import { sendReportMails } from './report-mails/send-report-mails';
import { ReportsModule } from './reports/reports.module';
import { SalesModule } from './sales/sales.module';
import { applyScheduledPrices } from './scheduled-prices/apply-scheduled-prices';
import { ScheduledPricesModule } from './scheduled-prices/scheduled-prices.module';
import { ShiftsModule } from './shifts/shifts.module';
import { StockCountsModule } from './stock-counts/stock-counts.module';
import { StoresModule } from './stores/stores.module';
import { TenancyModule } from './tenancy/tenancy.module';
import { ALL_TENANT_MODELS } from './tenant-models';
import { openAbandonedMoves } from './tenant-moves/open-abandoned-moves';
import { TenantMovesModule } from './tenant-moves/tenant-moves.module';
import { TimeClockModule } from './time-clock/time-clock.module';
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
        MainDbModule.with([MAIN_IDEMPOTENCY_RECORD_MODEL]),
        TenancyModule.with(ALL_TENANT_MODELS, ALL_MIGRATIONS),
        OutboxModule,
        AuditModule,
        AuthModule,
        AccessModule,
        ApprovalsModule,
        IdempotencyModule,
        LedgerModule,
        OrganizationsModule,
        OrganizationLogoModule,
        UsersModule,
        StoresModule,
        ProductsModule,
        ProductPhotosModule,
        InventoryModule,
        ScheduledPricesModule,
        StockCountsModule,
        PricingRulesModule,
        PriceReplayModule,
        SalesModule,
        ShiftsModule,
        GiftCardsModule,
        HouseAccountsModule,
        HeldSalesModule,
        ExplainedPricesModule,
        ReceiptsModule,
        RefusalsModule,
        AuditTrailModule,
        ReportsModule,
        TimeClockModule,
        ReportMailsModule,
        VerificationModule,
        TenantMovesModule,
        BackupsModule,
        JobsModule.with([
          purgeExpiredKeys,
          purgeExpiredSessions,
          deliverOutboxes,
          openAbandonedMoves,
          applyScheduledPrices,
          sendReportMails,
          sendReceiptMails,
          chainAuditLog,
          expireHeldSales,
        ]),
        HealthModule,
        MetricsModule,
        RateLimitsModule,
      ],
      providers: [{ provide: Environment, useValue: environment }, DeploymentSecrets],
      exports: [Environment, DeploymentSecrets],
    };
  }
}
