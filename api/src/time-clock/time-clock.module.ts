import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { AUDIT_ENTRY_MODEL } from '../audit/audit-entry.schema';
import { USER_MODEL } from '../auth/user.schema';
import { StoreDirectoryModule } from '../store-directory/store-directory.module';
import { TENANT } from '../tenancy/tenant-connection';
import { TimeClockController } from './time-clock.controller';
import { TimeClockService } from './time-clock.service';

@Module({
  imports: [StoreDirectoryModule, MongooseModule.forFeature([USER_MODEL, AUDIT_ENTRY_MODEL], TENANT)],
  controllers: [TimeClockController],
  providers: [TimeClockService],
})
export class TimeClockModule {}
