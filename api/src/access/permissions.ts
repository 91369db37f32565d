import { ROLES, type Role, TENANT_ROLES, type TenantRole } from '../main-db/role';

/** Of a till and what is looked at beside it. */
const OF_A_CASHIER = [
  'sale.create',
  'sale.read',
  'return.receipt',
  'drawer.open_shift',
  'drawer.pay_in',
  'drawer.drop',
  'sale.hold',
  'refusal.record',
  'clock.in_out',
  'product.read',
  'stock.read',
  'store.read',
] as const;

/** A cashier may ask for these, and somebody who may says yes. */
export const BY_APPROVAL = [
  'sale.discount',
  'sale.price_override',
  'sale.void',
  'sale.backdate',
  'sale.after_hours',
  'sale.seller_age',
  'return.no_receipt',
  'return.other_tender',
  'empties.over_limit',
  'drawer.no_sale',
  'drawer.payout',
  'drawer.close_over_limit',
  'product.quick_add',
] as const;

const OF_A_MANAGER = [
  'product.write',
  'price.write',
  'stock.receive',
  'stock.adjust',
  'stock.count',
  'report.read',
  'rule.read',
  'user.read',
  'audit.read',
  'register.take_over',
  'quick_keys.write',
  'house_account.write',
] as const;

const OF_AN_ORG_ADMIN = ['rule.write', 'user.write', 'settings.write', 'api_key.write', 'device.write'] as const;

/** Of who runs the deployment and belongs to no organization. */
const OF_A_PLATFORM_ADMIN = ['organization.read', 'organization.write', 'job.read'] as const;

/** Of commands and jobs alone: nobody signs in with them. */
const OF_A_COMMAND = ['platform_admin.write', 'books.verify', 'job.retry'] as const;

const PERMISSIONS = [
  ...OF_A_CASHIER,
  ...BY_APPROVAL,
  ...OF_A_MANAGER,
  ...OF_AN_ORG_ADMIN,
  ...OF_A_PLATFORM_ADMIN,
  ...OF_A_COMMAND,
] as const;

/** One act that somebody may do or not. Routes and services ask for a permission, never for a role. */
export type Permission = (typeof PERMISSIONS)[number];

/** What somebody may do, and what with somebody else's approval. */
export interface Grants {
  readonly held: ReadonlySet<Permission>;
  readonly byApproval: ReadonlySet<Permission>;
}

const MANAGER: readonly Permission[] = [...OF_A_CASHIER, ...BY_APPROVAL, ...OF_A_MANAGER];

/** The one table of who may do what (design, section 11). */
export const GRANTS: Readonly<Record<Role, Grants>> = {
  cashier: { held: new Set(OF_A_CASHIER), byApproval: new Set(BY_APPROVAL) },
  manager: { held: new Set(MANAGER), byApproval: new Set() },
  org_admin: { held: new Set([...MANAGER, ...OF_AN_ORG_ADMIN]), byApproval: new Set() },
  platform_admin: { held: new Set(OF_A_PLATFORM_ADMIN), byApproval: new Set() },
};

/** Commands and jobs are the owner's of the machine, and may do whatever there is to do. */
export const ALL_GRANTS: Grants = { held: new Set(PERMISSIONS), byApproval: new Set() };

/** The least role that holds a permission without anybody's approval. */
export function leastRoleWith(permission: Permission): TenantRole | 'platform_admin' {
  const role = [...TENANT_ROLES, ...ROLES].find((one) => GRANTS[one].held.has(permission));
  if (!role) throw new Error(`nobody who signs in holds ${permission}`);
  return role;
}
