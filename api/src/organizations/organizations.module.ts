import { Module } from '@nestjs/common';
import { UsersModule } from '../users/users.module';
import { MainIdempotencyProvider } from './main-idempotency';
import { OrganizationsController } from './organizations.controller';
import { OrganizationsService } from './organizations.service';
import { PlatformAdminsService } from './platform-admins.service';

@Module({
  imports: [UsersModule],
  controllers: [OrganizationsController],
  providers: [OrganizationsService, PlatformAdminsService, MainIdempotencyProvider],
  exports: [OrganizationsService, PlatformAdminsService],
})
export class OrganizationsModule {}
