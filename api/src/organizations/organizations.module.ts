import { Module } from '@nestjs/common';
import { UsersModule } from '../users/users.module';
import { ClustersService } from './clusters.service';
import { MainIdempotencyProvider } from './main-idempotency';
import { OrganizationDualWrite } from './organization-dual-write';
import { OrganizationsController } from './organizations.controller';
import { OrganizationsService } from './organizations.service';
import { OwnOrganizationController } from './own-organization.controller';
import { OwnOrganizationService } from './own-organization.service';
import { PlatformAdminsService } from './platform-admins.service';

@Module({
  imports: [UsersModule],
  controllers: [OrganizationsController, OwnOrganizationController],
  providers: [
    ClustersService,
    OrganizationsService,
    OwnOrganizationService,
    OrganizationDualWrite,
    PlatformAdminsService,
    MainIdempotencyProvider,
  ],
  exports: [ClustersService, OrganizationsService, PlatformAdminsService],
})
export class OrganizationsModule {}
