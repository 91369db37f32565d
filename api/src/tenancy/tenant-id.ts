declare const tenant: unique symbol;

/** An organization's id, known to be one: taken from a verified token or from main, never from a request. */
export type TenantId = string & { readonly [tenant]: 'tenant id' };

const HEX_24 = /^[0-9a-f]{24}$/;

export function tenantId(organizationId: { toString(): string }): TenantId {
  const id = organizationId.toString();
  if (!HEX_24.test(id)) throw new Error(`not an organization id: ${id}`);
  return id as TenantId;
}

export function tenantDatabaseName(id: TenantId): string {
  return `tenant_${id}`;
}
