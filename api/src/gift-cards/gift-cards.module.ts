import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { STORED_VALUE_MODEL } from '../ledger/books/stored-value/stored-value.schema';
import { TENANT } from '../tenancy/tenant-connection';
import { GiftCardsController } from './gift-cards.controller';
import { GiftCardsService } from './gift-cards.service';

@Module({
  imports: [MongooseModule.forFeature([STORED_VALUE_MODEL], TENANT)],
  controllers: [GiftCardsController],
  providers: [GiftCardsService],
})
export class GiftCardsModule {}
