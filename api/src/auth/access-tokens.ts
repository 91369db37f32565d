import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import type { Role } from '../main-db/role';

export const TOKEN_ISSUER = 'liquor-pos';
export const TOKEN_AUDIENCE = 'liquor-pos-api';
export const TOKEN_ALGORITHM = 'HS256';
export const ACCESS_TOKEN_SECONDS = 15 * 60;

/** What an access token says; `userId` is the user's `_id` in main and in the tenant. */
export interface TokenClaims {
  userId: string;
  email: string;
  organizationId: string | null;
  role: Role;
  sid: string;
}

@Injectable()
export class AccessTokens {
  constructor(private readonly jwt: JwtService) {}

  issue(claims: TokenClaims): string {
    return this.jwt.sign({ ...claims });
  }
}
