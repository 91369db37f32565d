import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Actor, CurrentActor } from '../access/actor';
import { Requires } from '../access/requires.decorator';
import { BASKET_PROBLEMS } from '../http/problem-groups';
import { Refuses } from '../http/refuses.decorator';
import {
  HeldSaleDto,
  HeldSaleListDto,
  HeldSaleQueryDto,
  HoldSaleDto,
  RecalledSaleDto,
  RecallSaleDto,
} from './dto/held-sale.dto';
import { HeldSalesService } from './held-sales.service';

@ApiTags('Sales')
@Controller('held-sales')
export class HeldSalesController {
  constructor(private readonly held: HeldSalesService) {}

  /** Puts a sale aside for any register of its store. A retry with the same id and content answers 200. */
  @Post()
  @ApiCreatedResponse({ type: HeldSaleDto })
  @ApiOkResponse({ type: HeldSaleDto, description: 'It was held before; this is it.' })
  @Requires('sale.hold')
  @Refuses(...BASKET_PROBLEMS, 'id_reused')
  async hold(
    @CurrentActor() actor: Actor,
    @Body() body: HoldSaleDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<HeldSaleDto> {
    const { answer, replayed } = await this.held.hold(actor, body);
    void reply.status(replayed ? 200 : 201);
    return answer;
  }

  /** The sales of a store that wait for their customers, latest first; two days long. */
  @Get()
  @Requires('sale.hold')
  @Refuses('register_not_found')
  list(@CurrentActor() actor: Actor, @Query() { registerId }: HeldSaleQueryDto): Promise<HeldSaleListDto> {
    return this.held.list(actor, registerId);
  }

  /** Gives a held sale to one register; another that asks is told who has it. */
  @Post(':id/recall')
  @HttpCode(200)
  @Requires('sale.hold')
  @Refuses('already_recalled', 'held_sale_not_found', 'register_not_found')
  recall(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: RecallSaleDto): Promise<RecalledSaleDto> {
    return this.held.recall(actor, id, body);
  }
}
