import type { Types } from 'mongoose';
import type { TenantRole } from '../main-db/role';

/** What both halves of a user hold. */
export interface UserState {
  email: string;
  name: string;
  role: TenantRole;
  active: boolean;
}

/**
 * One write of a user, complete enough to be applied to the tenant and to main apart from each other, and again without
 * harm: `version` says which write it is.
 */
export type UserCommand =
  | {
      kind: 'create';
      userId: Types.ObjectId;
      version: 1;
      state: UserState;
      passwordHash: string;
      at: Date;
    }
  | {
      kind: 'update';
      userId: Types.ObjectId;
      version: number;
      state: UserState;
      credentialVersion: number;
      /** Only when the password changes. */
      passwordHash?: string;
      at: Date;
    }
  | { kind: 'delete'; userId: Types.ObjectId; version: number; email: string; at: Date };
