import { applyDecorators, SetMetadata } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiExtension,
  ApiForbiddenResponse,
  ApiTooManyRequestsResponse,
  ApiUnauthorizedResponse,
} from '@nestjs/swagger';
import { ProblemDto } from '../common/problem.dto';
import type { TenantRole } from './role';

export const ACCESS = 'access';

/** Who may call a route. A route that says nothing is closed to everyone. */
export type Access =
  | { to: 'anyone' }
  | { to: 'signed_in' }
  | { to: 'role'; role: TenantRole }
  | { to: 'platform_admin' };

/** Open to signed-in users of at least this role, in the guard and in the OpenAPI document. */
export function Authenticated(role: TenantRole) {
  return restricted({ to: 'role', role }, role);
}

/** Open to whoever is signed in, platform admins included. */
export function SignedIn() {
  return restricted({ to: 'signed_in' }, 'signed_in');
}

/** Open to platform admins alone. */
export function PlatformAdminOnly() {
  return restricted({ to: 'platform_admin' }, 'platform_admin');
}

/** Open to anyone, signed in or not. */
export function Public() {
  return applyDecorators(SetMetadata(ACCESS, { to: 'anyone' } satisfies Access), ApiExtension('x-role', 'anyone'));
}

/** Public, but what it guards itself answers 401 and 429 too. */
export function PublicSignIn() {
  return applyDecorators(
    Public(),
    ApiUnauthorizedResponse({ type: ProblemDto }),
    ApiTooManyRequestsResponse({ type: ProblemDto }),
  );
}

function restricted(access: Access, role: string) {
  return applyDecorators(
    SetMetadata(ACCESS, access),
    ApiBearerAuth(),
    ApiExtension('x-role', role),
    ApiUnauthorizedResponse({ type: ProblemDto }),
    ApiForbiddenResponse({ type: ProblemDto }),
  );
}
