import { Body, Controller, Get, Param, Patch, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Authenticated } from '../auth/authenticated.decorator';
import { PageQueryDto } from '../common/paging.dto';
import { StoreDto, StoreListDto, UpdateStoreDto } from './dto/store.dto';
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
}
