import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { ORGANIZATION_PROFILE_MODEL } from '../organization-profile/organization-profile.schema';
import { KEPT_PICTURE_MODEL } from '../pictures/picture.schema';
import { TENANT } from '../tenancy/tenant-connection';
import { OrganizationLogoController } from './organization-logo.controller';
import { OrganizationLogoService } from './organization-logo.service';

@Module({
  imports: [MongooseModule.forFeature([KEPT_PICTURE_MODEL, ORGANIZATION_PROFILE_MODEL], TENANT)],
  controllers: [OrganizationLogoController],
  providers: [OrganizationLogoService],
})
export class OrganizationLogoModule {}
