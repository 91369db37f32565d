import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Authenticated } from '../auth/authenticated.decorator';
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

  /** Makes the taxes and deposits of a preset. Check them with your adviser. */
  @Post('presets')
  @Authenticated('org_admin')
  usePreset(@Body() { preset, storeIds }: UsePresetDto): Promise<PresetUsedDto> {
    return this.book.usePreset(preset, storeIds ?? null);
  }
}
