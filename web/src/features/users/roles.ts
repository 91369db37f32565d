import type { User } from './api/users';

export const ROLE_LABELS: Record<User['role'], string> = {
  cashier: 'Cashier',
  manager: 'Manager',
  org_admin: 'Admin',
};
