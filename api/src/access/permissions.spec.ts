import { Actor } from './actor';
import { GRANTS, leastRoleWith, type Permission } from './permissions';

const actor = (role: keyof typeof GRANTS) =>
  Actor.ofUser({
    userId: '64b000000000000000000000',
    email: 'a@b',
    name: 'A',
    role,
    organizationId: null,
    sessionId: 's',
  });
const refusal = (role: keyof typeof GRANTS, permission: Permission): string => {
  try {
    actor(role).require(permission, { path: 'discount', detail: 'no' });
    return 'allowed';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('the table of permissions', () => {
  it('gives each role all that the role below it holds', () => {
    expect([...GRANTS.manager.held]).toEqual(expect.arrayContaining([...GRANTS.cashier.held]));
    expect([...GRANTS.org_admin.held]).toEqual(expect.arrayContaining([...GRANTS.manager.held]));
  });

  it('lets a manager approve whatever a cashier may have approved', () => {
    expect([...GRANTS.manager.held]).toEqual(expect.arrayContaining([...GRANTS.cashier.byApproval]));
  });

  it('gives a platform admin nothing of an organization, and an organization nothing of the platform', () => {
    const shared = [...GRANTS.platform_admin.held].filter((one) => GRANTS.org_admin.held.has(one));
    expect(shared).toEqual([]);
  });

  it.each([
    ['cashier', 'sale.create', 'allowed'],
    ['cashier', 'sale.void', 'approval_required'],
    ['cashier', 'return.other_tender', 'approval_required'],
    ['cashier', 'stock.adjust', 'forbidden'],
    ['cashier', 'report.read', 'forbidden'],
    ['manager', 'sale.void', 'allowed'],
    ['manager', 'stock.adjust', 'allowed'],
    ['manager', 'rule.write', 'forbidden'],
    ['manager', 'settings.write', 'forbidden'],
    ['org_admin', 'user.write', 'allowed'],
    ['org_admin', 'organization.read', 'forbidden'],
    ['platform_admin', 'organization.write', 'allowed'],
    ['platform_admin', 'sale.read', 'forbidden'],
  ] as const)('answers a %s who asks for %s: %s', (role, permission, answer) => {
    expect(refusal(role, permission)).toBe(answer);
  });

  it('knows the least role that needs nobody', () => {
    expect(leastRoleWith('sale.read')).toBe('cashier');
    expect(leastRoleWith('sale.void')).toBe('manager');
    expect(leastRoleWith('rule.write')).toBe('org_admin');
    expect(leastRoleWith('organization.read')).toBe('platform_admin');
  });
});
