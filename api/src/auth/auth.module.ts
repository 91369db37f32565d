import { Global, Module } from '@nestjs/common';
import { JwtModule } from '@nestjs/jwt';
import { DeploymentSecrets } from '../config/deployment-secrets';
import { AccessFeed } from './access-feed';
import { AccessRegistry } from './access-registry';
import { ACCESS_TOKEN_SECONDS, AccessTokens, TOKEN_ALGORITHM, TOKEN_AUDIENCE, TOKEN_ISSUER } from './access-tokens';
import { AuthController } from './auth.controller';
import { AuthService } from './auth.service';
import { AuthenticationHook } from './authentication-hook';
import { JwtStrategy } from './jwt.strategy';
import { KnownDevices } from './known-devices';
import { Passwords } from './passwords';
import { Pins } from './pins';
import { RefreshCookie } from './refresh-cookie';
import { Sessions } from './sessions';
import { SignInThrottle } from './sign-in-throttle';

@Global()
@Module({
  imports: [
    JwtModule.registerAsync({
      inject: [DeploymentSecrets],
      useFactory: ({ current }: DeploymentSecrets) => ({
        // As a provider, since that may give a key object: the module's `secret` knows strings and buffers only.
        secretOrKeyProvider: () => current,
        signOptions: {
          algorithm: TOKEN_ALGORITHM,
          expiresIn: ACCESS_TOKEN_SECONDS,
          issuer: TOKEN_ISSUER,
          audience: TOKEN_AUDIENCE,
        },
      }),
    }),
  ],
  controllers: [AuthController],
  providers: [
    JwtStrategy,
    Passwords,
    Pins,
    AccessTokens,
    AccessRegistry,
    AccessFeed,
    AuthenticationHook,
    AuthService,
    RefreshCookie,
    KnownDevices,
    Sessions,
    SignInThrottle,
  ],
  exports: [AccessRegistry, AuthenticationHook, AuthService, Passwords, Pins],
})
export class AuthModule {}
