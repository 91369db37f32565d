import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Actor, CurrentActor } from '../access/actor';
import { Requires } from '../access/requires.decorator';
import { Refuses } from '../http/refuses.decorator';
import { GiftCardDto } from './dto/gift-card.dto';
import { GiftCardsService } from './gift-cards.service';

@ApiTags('Sales')
@Controller('gift-cards')
export class GiftCardsController {
  constructor(private readonly giftCards: GiftCardsService) {}

  /** What is left on a gift card or a store credit. */
  @Get(':code')
  @Requires('sale.create')
  @Refuses('gift_card_not_found')
  get(@CurrentActor() actor: Actor, @Param('code') code: string): Promise<GiftCardDto> {
    return this.giftCards.get(actor, code);
  }
}
