import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { OrganizationProfile } from '../stores/organization-profile.schema';
import { TENANT } from '../tenancy/tenant-connection';
import { tenantSchemas } from '../tenancy/tenant-schemas';
import { User } from './user.schema';
import { UserDualWrite } from './user-dual-write';
import { UsersController } from './users.controller';
import { UsersService } from './users.service';

@Module({
  imports: [MongooseModule.forFeature(tenantSchemas(User, OrganizationProfile), TENANT)],
  controllers: [UsersController],
  providers: [UsersService, UserDualWrite],
  exports: [UserDualWrite, UsersService],
})
export class UsersModule {}
