import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Authenticated } from '../auth/authenticated.decorator';
import { SuccessDto } from '../auth/dto/login.dto';
import { IdempotencyKey, type KeyedRequest, TakesIdempotencyKey } from '../idempotency/idempotency-key';
import { CreateUserDto, UpdateUserDto, UserDto, UserPageDto, UserQueryDto } from './dto/user.dto';
import { UsersService } from './users.service';

@ApiTags('Users')
@Controller('users')
export class UsersController {
  constructor(private readonly users: UsersService) {}

  /** The users of your organization, in the order of their e-mail addresses. */
  @Get()
  @Authenticated('manager')
  list(@Query() query: UserQueryDto): Promise<UserPageDto> {
    return this.users.list(query);
  }

  /** One user. */
  @Get(':id')
  @Authenticated('manager')
  get(@Param('id') id: string): Promise<UserDto> {
    return this.users.get(id);
  }

  /** Creates a user, in your organization's database and for signing in, both or neither. */
  @Post()
  @TakesIdempotencyKey()
  @Authenticated('org_admin')
  create(@Body() body: CreateUserDto, @IdempotencyKey() key?: KeyedRequest): Promise<UserDto> {
    return this.users.create(body, key);
  }

  /** Changes what the body names; the rest stays. Takes effect on the user's next request. */
  @Put(':id')
  @Authenticated('org_admin')
  update(@Param('id') id: string, @Body() body: UpdateUserDto): Promise<UserDto> {
    return this.users.update(id, body);
  }

  /** Deletes a user, in both databases; the user's sessions end. */
  @Delete(':id')
  @HttpCode(200)
  @Authenticated('org_admin')
  async delete(@Param('id') id: string): Promise<SuccessDto> {
    await this.users.delete(id);
    return { success: true };
  }
}
