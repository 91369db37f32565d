import { Body, Controller, Get, HttpCode, Param, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Actor, CurrentActor } from '../access/actor';
import { Requires } from '../access/requires.decorator';
import { PageQueryDto } from '../http/paging.dto';
import { Refuses } from '../http/refuses.decorator';
import { IdempotencyKey, type KeyedRequest, TakesIdempotencyKey } from '../idempotency/idempotency-key';
import { NewRegisterDto, NewStoreDto, QuickKeysDto, StoreDto, StoreListDto, UpdateStoreDto } from './dto/store.dto';
import { StoresService } from './stores.service';

@ApiTags('Stores')
@Controller('stores')
export class StoresController {
  constructor(private readonly stores: StoresService) {}

  /** Your organization's stores with their registers. */
  @Get()
  @Requires('store.read')
  list(@CurrentActor() actor: Actor, @Query() query: PageQueryDto): Promise<StoreListDto> {
    return this.stores.list(actor, query);
  }

  /** Changes a store's settings. */
  @Patch(':id')
  @Requires('settings.write')
  @Refuses('store_not_found')
  update(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: UpdateStoreDto): Promise<StoreDto> {
    return this.stores.update(actor, id, body);
  }

  /** Opens a store with its first register. */
  @Post()
  @TakesIdempotencyKey()
  @Requires('settings.write')
  create(
    @CurrentActor() actor: Actor,
    @Body() body: NewStoreDto,
    @IdempotencyKey() key?: KeyedRequest,
  ): Promise<StoreDto> {
    return this.stores.create(actor, body, key);
  }

  /** Adds a register to a store. */
  @Post(':id/registers')
  @HttpCode(201)
  @TakesIdempotencyKey()
  @Requires('settings.write')
  @Refuses('store_not_found')
  addRegister(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() body: NewRegisterDto,
    @IdempotencyKey() key?: KeyedRequest,
  ): Promise<StoreDto> {
    return this.stores.addRegister(actor, id, body, key);
  }

  /** Arranges what the store's tills show to touch. */
  @Put(':id/quick-keys')
  @Requires('quick_keys.write')
  @Refuses('product_not_found', 'store_not_found')
  setQuickKeys(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: QuickKeysDto): Promise<StoreDto> {
    return this.stores.setQuickKeys(actor, id, body);
  }
}
