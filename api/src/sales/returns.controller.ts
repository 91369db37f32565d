import { Body, Controller, HttpCode, Post, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Actor, CurrentActor } from '../access/actor';
import { Requires } from '../access/requires.decorator';
import { APPROVAL_PROBLEMS, BASKET_PROBLEMS, PAYMENT_PROBLEMS, RETURN_PROBLEMS } from '../http/problem-groups';
import { Refuses } from '../http/refuses.decorator';
import { SaleDto } from './dto/sale.dto';
import { ReturnQuoteAnswerDto, ReturnQuoteDto, ReturnWithoutReceiptDto } from './dto/without-receipt.dto';
import { toSale } from './sale-mapping';
import { ReturnsWithoutReceiptService } from './without-receipt';

@ApiTags('Sales')
@Controller('returns')
export class ReturnsController {
  constructor(private readonly returns: ReturnsWithoutReceiptService) {}

  /** What is given back for goods without a receipt: the lowest price of 30 days. */
  @Post('quote')
  @HttpCode(200)
  @Requires('return.receipt')
  @Refuses(...BASKET_PROBLEMS, ...RETURN_PROBLEMS)
  quote(@CurrentActor() actor: Actor, @Body() body: ReturnQuoteDto): Promise<ReturnQuoteAnswerDto> {
    return this.returns.quote(actor, body);
  }

  /** Takes goods back that nobody has a receipt of. A retry with the same id and content answers 200. */
  @Post()
  @ApiCreatedResponse({ type: SaleDto })
  @ApiOkResponse({ type: SaleDto, description: 'The return was made before; this is it.' })
  @Requires('return.no_receipt')
  @Refuses(...BASKET_PROBLEMS, ...APPROVAL_PROBLEMS, ...PAYMENT_PROBLEMS, ...RETURN_PROBLEMS, 'sale_id_reused')
  async take(
    @CurrentActor() actor: Actor,
    @Body() body: ReturnWithoutReceiptDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SaleDto> {
    const { document, replayed } = await this.returns.take(actor, body);
    void reply.status(replayed ? 200 : 201);
    return toSale(document);
  }
}
