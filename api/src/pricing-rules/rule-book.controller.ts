import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Actor, CurrentActor } from '../access/actor';
import { Requires } from '../access/requires.decorator';
import { Refuses } from '../http/refuses.decorator';
import { IdempotencyKey, type KeyedRequest, TakesIdempotencyKey } from '../idempotency/idempotency-key';
import { MissingMeasureListDto } from './dto/missing-measure.dto';
import {
  PresetChangesDto,
  PresetListDto,
  PresetUpdateDto,
  PresetUsedDto,
  RuleBookDto,
  RuleBookQueryDto,
  UsePresetDto,
} from './dto/rule-book.dto';
import { MissingMeasuresService } from './missing-measures.service';
import { type BookOfRegister, RuleBookService } from './rule-book.service';

@ApiTags('Pricing')
@Controller('pricing')
export class RuleBookController {
  constructor(
    private readonly book: RuleBookService,
    private readonly measures: MissingMeasuresService,
  ) {}

  /** Everything a register prices with: what a till needs to price a basket as the server does. */
  @Get('book')
  @ApiOkResponse({ type: RuleBookDto })
  @Requires('sale.create')
  @Refuses('register_not_found')
  ofRegister(@CurrentActor() actor: Actor, @Query() { registerId }: RuleBookQueryDto): Promise<BookOfRegister> {
    return this.book.ofRegister(actor, registerId);
  }

  /** Products that some tax, deposit or minimum price can't be right about, because nobody entered their volume or strength. */
  @Get('missing-measures')
  @Requires('rule.read')
  async missingMeasures(@CurrentActor() actor: Actor): Promise<MissingMeasureListDto> {
    return { items: await this.measures.list(actor) };
  }

  /** Published taxes and deposits to begin with, each with its source. */
  @Get('presets')
  @Requires('rule.read')
  presets(@CurrentActor() actor: Actor): PresetListDto {
    return { items: this.book.presets(actor) };
  }

  /** How the rules that were made from a preset differ from what it says by now: what an update would change. */
  @Get('presets/:id/changes')
  @Refuses('preset_not_found')
  @Requires('rule.read')
  presetChanges(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<PresetChangesDto> {
    return this.book.presetChanges(actor, id);
  }

  /** Brings the rules that were made from a preset to what it says by now; what begins later follows what is there. Twice, it changes nothing more. */
  @Post('presets/:id/update')
  @HttpCode(200)
  @Requires('rule.write')
  @Refuses('preset_in_use', 'preset_not_found', 'too_many_rules')
  updatePreset(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<PresetUpdateDto> {
    return this.book.updatePreset(actor, id);
  }

  /** Makes what of a preset is asked for and not there yet: taxes and deposits, ages and hours, the tax of the place. Used twice it changes nothing. Check them with your adviser. */
  @Post('presets')
  @TakesIdempotencyKey()
  @ApiCreatedResponse({ type: PresetUsedDto })
  @ApiOkResponse({ type: PresetUsedDto, description: 'All of it was there before; nothing was changed.' })
  @Requires('rule.write')
  @Refuses('preset_in_use', 'preset_not_found', 'store_not_found', 'too_many_rules')
  async usePreset(
    @CurrentActor() actor: Actor,
    @Body() body: UsePresetDto,
    @Res({ passthrough: true }) reply: FastifyReply,
    @IdempotencyKey() key?: KeyedRequest,
  ): Promise<PresetUsedDto> {
    const used = await this.book.usePreset(actor, body, key);
    void reply.status([used.taxes, used.deposits, used.ages, used.hours].some((made) => made.length > 0) ? 201 : 200);
    return used;
  }
}
