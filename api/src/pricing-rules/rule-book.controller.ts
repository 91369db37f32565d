import { Body, Controller, Get, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Authenticated } from '../auth/authenticated.decorator';
import { IdempotencyKey, type KeyedRequest, TakesIdempotencyKey } from '../idempotency/idempotency-key';
import { PresetListDto, PresetUsedDto, RuleBookDto, RuleBookQueryDto, UsePresetDto } from './dto/rule-book.dto';
import { RuleBookService } from './rule-book.service';

@ApiTags('Pricing')
@Controller('pricing')
export class RuleBookController {
  constructor(private readonly book: RuleBookService) {}

  /** Everything a register prices with: what a till needs to price a basket as the server does. */
  @Get('book')
  @Authenticated('cashier')
  ofRegister(@Query() { registerId }: RuleBookQueryDto): Promise<RuleBookDto> {
    return this.book.ofRegister(registerId);
  }

  /** Published taxes and deposits to begin with, each with its source. */
  @Get('presets')
  @Authenticated('manager')
  presets(): PresetListDto {
    return { items: this.book.presets() };
  }

  /** Makes those taxes and deposits of a preset that are not there yet. Used twice it changes nothing. Check them with your adviser. */
  @Post('presets')
  @TakesIdempotencyKey()
  @ApiCreatedResponse({ type: PresetUsedDto })
  @ApiOkResponse({ type: PresetUsedDto, description: 'All of it was there before; nothing was changed.' })
  @Authenticated('org_admin')
  async usePreset(
    @Body() { preset, storeIds }: UsePresetDto,
    @Res({ passthrough: true }) reply: FastifyReply,
    @IdempotencyKey() key?: KeyedRequest,
  ): Promise<PresetUsedDto> {
    const used = await this.book.usePreset(preset, storeIds ?? null, key);
    void reply.status(used.taxes.length + used.deposits.length > 0 ? 201 : 200);
    return used;
  }
}
