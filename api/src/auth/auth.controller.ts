import { Body, Controller, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../errors/domain-error';
import { EmptyBodyDto } from '../http/empty-body.dto';
import { PIN_PROBLEMS } from '../http/problem-groups';
import { Refuses } from '../http/refuses.decorator';
import { measured } from '../logging/measured';
import { AuthService, type SignedIn as SignedInAnswer } from './auth.service';
import { LoginAnswerDto, LoginDto, ProfileDto, SuccessDto } from './dto/login.dto';
import { PinUserListDto, SwitchUserDto } from './dto/switch-user.dto';
import { normalizeEmail } from './email';
import { KnownDevices } from './known-devices';
import { CurrentUser, type Principal } from './principal';
import { RefreshCookie } from './refresh-cookie';
import { PublicSignIn, SignedIn } from './route-access';

@ApiTags('Signing in')
@Controller('auth')
export class AuthController {
  constructor(
    private readonly auth: AuthService,
    private readonly cookie: RefreshCookie,
    private readonly devices: KnownDevices,
  ) {}

  /** Signs in with e-mail and password; the refresh token comes as an httpOnly cookie. */
  @Post('login')
  @HttpCode(200)
  @PublicSignIn()
  @Refuses('invalid_credentials', 'organization_inactive', 'too_many_attempts', 'user_inactive')
  async login(
    @Body() body: LoginDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<LoginAnswerDto> {
    const email = normalizeEmail(body.email);
    const from = { address: request.ip, device: this.devices.of(request, email) };
    try {
      const signedIn = await this.auth.login(email, body.password, from);
      const answer = this.deliver(reply, signedIn);
      if (!from.device) this.devices.remember(reply, email);
      return answer;
    } catch (error) {
      measured.refusedSignIn.publish({ reason: error instanceof DomainError ? error.code : 'internal_error' });
      throw error;
    }
  }

  /** Exchanges the refresh cookie for a new access token and a new cookie. */
  @Post('refresh')
  @HttpCode(200)
  @PublicSignIn()
  async refresh(
    @Body() _body: EmptyBodyDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<LoginAnswerDto> {
    return this.deliver(reply, await this.auth.refresh(this.cookie.read(request)));
  }

  /** Ends the session: its access and refresh tokens stop working at once. */
  @Post('logout')
  @HttpCode(200)
  @PublicSignIn()
  async logout(
    @Body() _body: EmptyBodyDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SuccessDto> {
    await this.auth.logout(request.principal, this.cookie.read(request));
    this.cookie.clear(reply);
    return { success: true };
  }

  /** Who is signed in, as of now. */
  @Get('me')
  @SignedIn()
  me(@CurrentUser() principal: Principal, @Req() request: FastifyRequest): Promise<ProfileDto> {
    return this.auth.me(principal, request.tenant);
  }

  /** Who may stand at this till next by a PIN. */
  @Get('pin-users')
  @SignedIn()
  pinUsers(@Req() request: FastifyRequest): Promise<PinUserListDto> {
    return this.auth.pinUsers(request.tenant);
  }

  /** Changes who stands at the till, by that user's PIN; the session of who stood there ends. Admins sign in with their password. */
  @Post('switch')
  @HttpCode(200)
  @SignedIn()
  @Refuses(...PIN_PROBLEMS)
  async switch(
    @CurrentUser() principal: Principal,
    @Body() body: SwitchUserDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<LoginAnswerDto> {
    return this.deliver(reply, await this.auth.switchUser(principal, request.tenant, body, request.ip));
  }

  private deliver(reply: FastifyReply, { answer, refreshToken }: SignedInAnswer): LoginAnswerDto {
    this.cookie.write(reply, refreshToken);
    return answer;
  }
}
