import { Global, Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { USER_MODEL } from '../auth/user.schema';
import { TENANT } from '../tenancy/tenant-connection';
import { Approvals } from './approvals';
import { ApprovalsController } from './approvals.controller';

@Global()
@Module({
  imports: [MongooseModule.forFeature([USER_MODEL], TENANT)],
  controllers: [ApprovalsController],
  providers: [Approvals],
  exports: [Approvals],
})
export class ApprovalsModule {}
