import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { ORGANIZATION_PROFILE_MODEL } from '../organization-profile/organization-profile.schema';
import { TENANT } from '../tenancy/tenant-connection';
import { OrganizationLogoController } from './organization-logo.controller';
import { ORGANIZATION_LOGO_MODEL } from './organization-logo.schema';
import { OrganizationLogoService } from './organization-logo.service';

@Module({
  imports: [MongooseModule.forFeature([ORGANIZATION_LOGO_MODEL, ORGANIZATION_PROFILE_MODEL], TENANT)],
  controllers: [OrganizationLogoController],
  providers: [OrganizationLogoService],
})
export class OrganizationLogoModule {}
