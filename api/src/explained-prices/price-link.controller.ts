import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Actor, CurrentActor } from '../access/actor';
import { Requires } from '../access/requires.decorator';
import { Refuses } from '../http/refuses.decorator';
import { PriceLinkDto } from './dto/price-link.dto';
import { ExplainedPricesService } from './explained-prices.service';

@ApiTags('Sales')
@Controller('sales')
export class PriceLinkController {
  constructor(private readonly explained: ExplainedPricesService) {}

  /** Where a customer reads how the prices of this receipt came about. */
  @Get(':id/price-link')
  @Requires('sale.read')
  @Refuses('sale_not_found')
  link(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<PriceLinkDto> {
    return this.explained.link(actor, id);
  }
}
