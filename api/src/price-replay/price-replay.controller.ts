import { Body, Controller, HttpCode, Post, StreamableFile } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiProduces, ApiTags, getSchemaPath } from '@nestjs/swagger';
import { Actor, CurrentActor } from '../access/actor';
import { Requires } from '../access/requires.decorator';
import { Refuses } from '../http/refuses.decorator';
import { PriceReplayDto, ReplayLineDto } from './dto/price-replay.dto';
import { PriceReplayService } from './price-replay.service';

const LINES_OF_JSON = 'application/x-ndjson';

@ApiTags('Pricing')
@Controller('pricing')
export class PriceReplayController {
  constructor(private readonly replays: PriceReplayService) {}

  /**
   * What the sales of up to 90 days would have cost under other rules; nothing is written. The answer is a line of JSON now and then for how
   * far it is, and a last one for what came of it. It ends when the connection does.
   */
  @Post('replay')
  @HttpCode(200)
  @ApiProduces(LINES_OF_JSON)
  @ApiExtraModels(ReplayLineDto)
  @ApiOkResponse({ content: { [LINES_OF_JSON]: { schema: { $ref: getSchemaPath(ReplayLineDto) } } } })
  @Requires('rule.write')
  @Refuses(
    'age_rule_not_found',
    'allocation_not_found',
    'deposit_not_found',
    'minimum_price_not_found',
    'promotion_not_found',
    'replay_running',
    'sale_hours_not_found',
    'store_not_found',
    'tax_not_found',
    'too_many_sales',
  )
  async replay(@CurrentActor() actor: Actor, @Body() body: PriceReplayDto): Promise<StreamableFile> {
    const lines = new StreamableFile(await this.replays.stream(actor, body), { type: LINES_OF_JSON });
    // Who no longer listens has ended it: that is no fault.
    lines.setErrorLogger(() => undefined);
    return lines;
  }
}
