import { applyDecorators, SetMetadata } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiExtension,
  ApiForbiddenResponse,
  ApiTooManyRequestsResponse,
  ApiUnauthorizedResponse,
} from '@nestjs/swagger';
import { ProblemDto } from '../http/problem.dto';

export const ROUTE_ACCESS = 'route access';

/** Who may call a route. A route that says nothing is closed to everyone. */
export type RouteAccess<Permission = string> =
  | { to: 'anyone' }
  | { to: 'signed_in' }
  | { to: 'holders'; permission: Permission };

/** Open to whoever is signed in, platform admins included. */
export function SignedIn() {
  return restricted({ to: 'signed_in' }, { 'x-role': 'signed_in' });
}

/** Open to anyone, signed in or not. */
export function Public() {
  return applyDecorators(
    SetMetadata(ROUTE_ACCESS, { to: 'anyone' } satisfies RouteAccess),
    ApiExtension('x-role', 'anyone'),
  );
}

/** Public, but what it guards itself answers 401 and 429 too. */
export function PublicSignIn() {
  return applyDecorators(
    Public(),
    ApiUnauthorizedResponse({ type: ProblemDto }),
    ApiTooManyRequestsResponse({ type: ProblemDto }),
  );
}

/** A route that needs a token, and says so in the OpenAPI document. */
export function restricted(access: RouteAccess, extensions: Record<`x-${string}`, string>) {
  return applyDecorators(
    SetMetadata(ROUTE_ACCESS, access),
    ApiBearerAuth(),
    ...Object.entries(extensions).map(([name, value]) => ApiExtension(name, value)),
    ApiUnauthorizedResponse({ type: ProblemDto }),
    ApiForbiddenResponse({ type: ProblemDto }),
  );
}
