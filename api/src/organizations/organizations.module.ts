import { Module } from '@nestjs/common';
import { UsersModule } from '../users/users.module';
import { MainIdempotencyProvider } from './main-idempotency';
import { OrganizationsController } from './organizations.controller';
import { OrganizationsService } from './organizations.service';
import { OwnOrganizationController } from './own-organization.controller';
import { OwnOrganizationService } from './own-organization.service';
import { PlatformAdminsService } from './platform-admins.service';

@Module({
  imports: [UsersModule],
  controllers: [OrganizationsController, OwnOrganizationController],
  providers: [OrganizationsService, OwnOrganizationService, PlatformAdminsService, MainIdempotencyProvider],
  exports: [OrganizationsService, PlatformAdminsService],
})
export class OrganizationsModule {}
