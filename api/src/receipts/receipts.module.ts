import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { ExplainedPricesModule } from '../explained-prices/explained-prices.module';
import { MailModule } from '../mail/mail.module';
import { ORGANIZATION_PROFILE_MODEL } from '../organization-profile/organization-profile.schema';
import { KEPT_PICTURE_MODEL } from '../pictures/picture.schema';
import { SalesModule } from '../sales/sales.module';
import { STORE_MODEL } from '../store-directory/store.schema';
import { TENANT } from '../tenancy/tenant-connection';
import { ReceiptMailSender } from './receipt-mail-sender';
import { ReceiptMailsService } from './receipt-mails.service';
import { ReceiptsController } from './receipts.controller';
import { ReceiptsService } from './receipts.service';

@Module({
  imports: [
    SalesModule,
    MailModule,
    ExplainedPricesModule,
    MongooseModule.forFeature([STORE_MODEL, ORGANIZATION_PROFILE_MODEL, KEPT_PICTURE_MODEL], TENANT),
  ],
  controllers: [ReceiptsController],
  providers: [ReceiptsService, ReceiptMailsService, ReceiptMailSender],
})
export class ReceiptsModule {}
