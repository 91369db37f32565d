import { Module } from '@nestjs/common';
import { UsersModule } from '../users/users.module';
import { OrganizationsController } from './organizations.controller';
import { OrganizationsService } from './organizations.service';
import { PlatformAdminsService } from './platform-admins.service';

@Module({
  imports: [UsersModule],
  controllers: [OrganizationsController],
  providers: [OrganizationsService, PlatformAdminsService],
  exports: [OrganizationsService, PlatformAdminsService],
})
export class OrganizationsModule {}
