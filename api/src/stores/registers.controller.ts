import { Body, Controller, Param, Patch } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Actor, CurrentActor } from '../access/actor';
import { Requires } from '../access/requires.decorator';
import { Refuses } from '../http/refuses.decorator';
import { StoreDto, UpdateRegisterDto } from './dto/store.dto';
import { RegistersService } from './registers.service';

@ApiTags('Stores')
@Controller('registers')
export class RegistersController {
  constructor(private readonly registers: RegistersService) {}

  /** Renames a register, closes it, or opens it again; answers its store. */
  @Patch(':id')
  @Requires('settings.write')
  @Refuses('last_register', 'register_not_found', 'shift_open')
  update(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: UpdateRegisterDto): Promise<StoreDto> {
    return this.registers.update(actor, id, body);
  }
}
