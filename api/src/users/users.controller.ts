import { Body, Controller, Delete, Get, HttpCode, Ip, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Actor, CurrentActor } from '../access/actor';
import { Requires } from '../access/requires.decorator';
import { SuccessDto } from '../auth/dto/login.dto';
import { CurrentUser, type Principal } from '../auth/principal';
import { Refuses } from '../http/refuses.decorator';
import { IdempotencyKey, type KeyedRequest, TakesIdempotencyKey } from '../idempotency/idempotency-key';
import {
  BirthDateDto,
  CreateUserDto,
  SetPinDto,
  UpdateUserDto,
  UserDto,
  UserPageDto,
  UserQueryDto,
} from './dto/user.dto';
import { UsersService } from './users.service';

@ApiTags('Users')
@Controller('users')
export class UsersController {
  constructor(private readonly users: UsersService) {}

  /** The users of your organization, in the order of their e-mail addresses. */
  @Get()
  @Requires('user.read')
  list(@CurrentActor() actor: Actor, @Query() query: UserQueryDto): Promise<UserPageDto> {
    return this.users.list(actor, query);
  }

  /** One user. */
  @Get(':id')
  @Requires('user.read')
  @Refuses('user_not_found')
  get(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<UserDto> {
    return this.users.get(actor, id);
  }

  /** Creates a user, in your organization's database and for signing in, both or neither. */
  @Post()
  @TakesIdempotencyKey()
  @Requires('user.write')
  @Refuses('email_taken')
  create(
    @CurrentActor() actor: Actor,
    @Body() body: CreateUserDto,
    @IdempotencyKey() key?: KeyedRequest,
  ): Promise<UserDto> {
    return this.users.create(actor, body, key);
  }

  /** Sets your own PIN, which allows at a till what others may not do alone. */
  @Put('me/pin')
  @Requires('sale.create')
  @Refuses('too_many_attempts', 'wrong_password')
  async setPin(
    @CurrentActor() actor: Actor,
    @CurrentUser() principal: Principal,
    @Body() body: SetPinDto,
    @Ip() address: string,
  ): Promise<SuccessDto> {
    await this.users.setPin(actor, principal, body, address);
    return { success: true };
  }

  /** When the user was born, where a law asks how old a seller is; null where nobody said. */
  @Get(':id/birth-date')
  @Requires('user.write')
  @Refuses('user_not_found')
  birthDate(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<BirthDateDto> {
    return this.users.birthDate(actor, id);
  }

  /** Says when the user was born. It stands in no list, and not in the log. */
  @Put(':id/birth-date')
  @Requires('user.write')
  @Refuses('user_not_found')
  setBirthDate(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() body: BirthDateDto,
  ): Promise<BirthDateDto> {
    return this.users.setBirthDate(actor, id, body);
  }

  /** Changes what the body names; the rest stays. Takes effect on the user's next request. */
  @Put(':id')
  @Requires('user.write')
  @Refuses('email_taken', 'last_admin', 'stale_version', 'user_not_found')
  update(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: UpdateUserDto): Promise<UserDto> {
    return this.users.update(actor, id, body);
  }

  /** Deletes a user, in both databases; the user's sessions end. */
  @Delete(':id')
  @HttpCode(200)
  @Requires('user.write')
  @Refuses('last_admin', 'user_not_found')
  async delete(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<SuccessDto> {
    await this.users.delete(actor, id);
    return { success: true };
  }
}
