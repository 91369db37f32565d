import { Global, Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { TENANT } from '../tenancy/tenant-connection';
import { AUDIT_ENTRY_MODEL } from './audit-entry.schema';
import { AuditLog } from './audit-log';

@Global()
@Module({
  imports: [MongooseModule.forFeature([AUDIT_ENTRY_MODEL], TENANT)],
  providers: [AuditLog],
  exports: [AuditLog],
})
export class AuditModule {}
