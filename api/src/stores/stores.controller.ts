import { Body, Controller, Get, HttpCode, Param, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Authenticated } from '../auth/authenticated.decorator';
import { PageQueryDto } from '../common/paging.dto';
import { IdempotencyKey, type KeyedRequest, TakesIdempotencyKey } from '../idempotency/idempotency-key';
import { NewRegisterDto, NewStoreDto, QuickKeysDto, StoreDto, StoreListDto, UpdateStoreDto } from './dto/store.dto';
import { StoresService } from './stores.service';

@ApiTags('Stores')
@Controller('stores')
export class StoresController {
  constructor(private readonly stores: StoresService) {}

  /** Your organization's stores with their registers. */
  @Get()
  @Authenticated('cashier')
  list(@Query() query: PageQueryDto): Promise<StoreListDto> {
    return this.stores.list(query);
  }

  /** Changes a store's settings. */
  @Patch(':id')
  @Authenticated('org_admin')
  update(@Param('id') id: string, @Body() body: UpdateStoreDto): Promise<StoreDto> {
    return this.stores.update(id, body);
  }

  /** Opens a store with its first register. */
  @Post()
  @TakesIdempotencyKey()
  @Authenticated('org_admin')
  create(@Body() body: NewStoreDto, @IdempotencyKey() key?: KeyedRequest): Promise<StoreDto> {
    return this.stores.create(body, key);
  }

  /** Adds a register to a store. */
  @Post(':id/registers')
  @HttpCode(201)
  @TakesIdempotencyKey()
  @Authenticated('org_admin')
  addRegister(
    @Param('id') id: string,
    @Body() body: NewRegisterDto,
    @IdempotencyKey() key?: KeyedRequest,
  ): Promise<StoreDto> {
    return this.stores.addRegister(id, body, key);
  }

  /** Arranges what the store's tills show to touch. */
  @Put(':id/quick-keys')
  @Authenticated('manager')
  setQuickKeys(@Param('id') id: string, @Body() body: QuickKeysDto): Promise<StoreDto> {
    return this.stores.setQuickKeys(id, body);
  }
}
