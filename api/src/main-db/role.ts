/** Inside an organization, from the least to the most; a role may do what those before it may. */
export const TENANT_ROLES = ['cashier', 'manager', 'org_admin'] as const;
export type TenantRole = (typeof TENANT_ROLES)[number];

/** `platform_admin` exists in main only and belongs to no organization. */
export type Role = TenantRole | 'platform_admin';
export const ROLES: readonly Role[] = [...TENANT_ROLES, 'platform_admin'];

export function includesRole(held: Role, needed: TenantRole): boolean {
  return held !== 'platform_admin' && TENANT_ROLES.indexOf(held) >= TENANT_ROLES.indexOf(needed);
}
