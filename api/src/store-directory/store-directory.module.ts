import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { ORGANIZATION_PROFILE_MODEL } from '../organization-profile/organization-profile.schema';
import { TENANT } from '../tenancy/tenant-connection';
import { REGISTER_MODEL } from './register.schema';
import { STORE_MODEL } from './store.schema';
import { StoreDirectory } from './store-directory';

@Module({
  imports: [MongooseModule.forFeature([ORGANIZATION_PROFILE_MODEL, STORE_MODEL, REGISTER_MODEL], TENANT)],
  providers: [StoreDirectory],
  exports: [StoreDirectory],
})
export class StoreDirectoryModule {}
