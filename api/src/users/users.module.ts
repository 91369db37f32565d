import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { USER_MODEL } from '../auth/user.schema';
import { ORGANIZATION_PROFILE_MODEL } from '../organization-profile/organization-profile.schema';
import { TENANT } from '../tenancy/tenant-connection';
import { UserDualWrite } from './user-dual-write';
import { UsersController } from './users.controller';
import { UsersService } from './users.service';

@Module({
  imports: [MongooseModule.forFeature([USER_MODEL, ORGANIZATION_PROFILE_MODEL], TENANT)],
  controllers: [UsersController],
  providers: [UsersService, UserDualWrite],
  exports: [UserDualWrite, UsersService],
})
export class UsersModule {}
