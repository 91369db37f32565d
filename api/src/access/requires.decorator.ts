import { restricted } from '../auth/route-access';
import { leastRoleWith, type Permission } from './permissions';

/** Open to who holds the permission, or may have it approved; in the guard and in the OpenAPI document. The service asks again, for good. */
export function Requires(permission: Permission) {
  return restricted({ to: 'holders', permission }, { 'x-role': leastRoleWith(permission), 'x-permission': permission });
}
