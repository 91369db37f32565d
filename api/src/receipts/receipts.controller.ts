import { Body, Controller, Get, HttpCode, Param, Post, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiAcceptedResponse, ApiExtraModels, ApiOkResponse, ApiTags, getSchemaPath } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Actor, CurrentActor } from '../access/actor';
import { Requires } from '../access/requires.decorator';
import { SuccessDto } from '../auth/dto/login.dto';
import { Refuses } from '../http/refuses.decorator';
import { ReceiptDto, ReceiptQueryDto } from './dto/receipt.dto';
import { ReceiptMailDto } from './dto/receipt-mail.dto';
import { ReceiptMailsService } from './receipt-mails.service';
import { ReceiptsService } from './receipts.service';

const BINARY = { schema: { type: 'string', format: 'binary' } } as const;

@ApiTags('Sales')
@ApiExtraModels(ReceiptDto)
@Controller('sales')
export class ReceiptsController {
  constructor(
    private readonly receipts: ReceiptsService,
    private readonly mails: ReceiptMailsService,
  ) {}

  /** Sends a receipt to a customer by e-mail: at once, or as soon as the mail server answers. */
  @Post(':id/receipt-mails')
  @HttpCode(202)
  @ApiAcceptedResponse({ type: SuccessDto })
  @Requires('sale.read')
  @Refuses('mail_not_sent', 'mail_not_set_up', 'sale_not_found', 'too_many_receipt_mails')
  async mail(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: ReceiptMailDto): Promise<SuccessDto> {
    await this.mails.ask(actor, id, body);
    return { success: true };
  }

  /** The receipt of a sale or return: as a document, a page, a PDF, or bytes for a receipt printer. */
  @Get(':id/receipt')
  @ApiOkResponse({
    content: {
      'application/json': { schema: { $ref: getSchemaPath(ReceiptDto) } },
      'text/html': { schema: { type: 'string' } },
      'application/pdf': BINARY,
      'application/octet-stream': BINARY,
    },
  })
  @Requires('sale.read')
  @Refuses('sale_not_found')
  async get(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Query() query: ReceiptQueryDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReceiptDto | string | StreamableFile> {
    const { type, content, fileName } = await this.receipts.render(actor, id, query);
    if (!Buffer.isBuffer(content)) {
      void reply.type(type);
      return content;
    }
    return new StreamableFile(content, { type, ...(fileName && { disposition: `inline; filename="${fileName}"` }) });
  }
}
