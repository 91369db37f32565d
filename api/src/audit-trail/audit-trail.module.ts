import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { AUDIT_ENTRY_MODEL } from '../audit/audit-entry.schema';
import { ORGANIZATION_PROFILE_MODEL } from '../organization-profile/organization-profile.schema';
import { StoreDirectoryModule } from '../store-directory/store-directory.module';
import { TENANT } from '../tenancy/tenant-connection';
import { AuditChain } from './audit-chain';
import { AuditTrailController } from './audit-trail.controller';
import { AuditTrailService } from './audit-trail.service';

@Module({
  imports: [StoreDirectoryModule, MongooseModule.forFeature([AUDIT_ENTRY_MODEL, ORGANIZATION_PROFILE_MODEL], TENANT)],
  controllers: [AuditTrailController],
  providers: [AuditTrailService, AuditChain],
  exports: [AuditChain],
})
export class AuditTrailModule {}
