import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { USER_MODEL } from '../auth/user.schema';
import { MailModule } from '../mail/mail.module';
import { ORGANIZATION_PROFILE_MODEL } from '../organization-profile/organization-profile.schema';
import { ReportsModule } from '../reports/reports.module';
import { STORE_MODEL } from '../store-directory/store.schema';
import { StoreDirectoryModule } from '../store-directory/store-directory.module';
import { TENANT } from '../tenancy/tenant-connection';
import { ReportMailSender } from './report-mail-sender';
import { ReportMailsController } from './report-mails.controller';
import { ReportMailsService } from './report-mails.service';

@Module({
  imports: [
    MailModule,
    ReportsModule,
    StoreDirectoryModule,
    MongooseModule.forFeature([ORGANIZATION_PROFILE_MODEL, STORE_MODEL, USER_MODEL], TENANT),
  ],
  controllers: [ReportMailsController],
  providers: [ReportMailsService, ReportMailSender],
})
export class ReportMailsModule {}
