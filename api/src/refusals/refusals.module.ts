import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { AUDIT_ENTRY_MODEL } from '../audit/audit-entry.schema';
import { StoreDirectoryModule } from '../store-directory/store-directory.module';
import { TENANT } from '../tenancy/tenant-connection';
import { RefusalsController } from './refusals.controller';
import { RefusalsService } from './refusals.service';

@Module({
  imports: [StoreDirectoryModule, MongooseModule.forFeature([AUDIT_ENTRY_MODEL], TENANT)],
  controllers: [RefusalsController],
  providers: [RefusalsService],
})
export class RefusalsModule {}
