import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { LRUCache } from 'lru-cache';
import { type Model, Types } from 'mongoose';
import { Account } from '../main-db/account.schema';
import { MAIN } from '../main-db/main-connection';
import type { Role } from '../main-db/role';
import { OrganizationProfile } from '../organization-profile/organization-profile.schema';
import type { TenantId } from '../tenancy/tenant-id';
import type { Tenant } from '../tenancy/tenant-pool';
import { ACCESS_TOKEN_SECONDS, type TokenClaims } from './access-tokens';
import type { Principal } from './principal';
import { credentialVersionOf } from './session-id';
import { User } from './user.schema';

/** What decides whether a token that is genuine is still good. */
interface Standing {
  email: string;
  name: string;
  role: Role;
  active: boolean;
  credentialVersion: number;
  organizationActive: boolean;
}

/** Where a standing was read counts as much as whose it is: in another tenant the same user has none. */
interface RememberedStanding {
  tenant: TenantId | undefined;
  reading: Promise<Standing | undefined>;
}

const USERS_REMEMBERED = 50_000;
const SESSIONS_REMEMBERED = 100_000;

/**
 * The current standing of users, so that a disabled user or a lowered role takes effect on the next request without that
 * request asking the database. Whoever writes a user forgets it here; `AccessFeed` does so for writes of other processes,
 * and says whether it is following: while it is not, nothing is remembered and every request asks.
 */
@Injectable()
export class AccessRegistry {
  private readonly standings = new LRUCache<string, RememberedStanding>({ max: USERS_REMEMBERED });
  private readonly revokedSessions = new LRUCache<string, true>({
    max: SESSIONS_REMEMBERED,
    // No access token outlives this, and a refresh asks main.
    ttl: (ACCESS_TOKEN_SECONDS + 60) * 1000,
    ttlResolution: 1000,
  });
  private following = false;

  constructor(@InjectModel(Account.name, MAIN) private readonly accounts: Model<Account>) {}

  /** The principal a genuine token stands for, or undefined when it is no longer good. */
  async principalOf(claims: TokenClaims, tenant: Tenant | undefined): Promise<Principal | undefined> {
    if (this.revokedSessions.get(claims.sid)) return undefined;
    const standing = await this.standingOf(claims.userId, tenant);
    if (!standing?.active || !standing.organizationActive) return undefined;
    if (standing.credentialVersion !== credentialVersionOf(claims.sid)) return undefined;
    return {
      userId: claims.userId,
      email: standing.email,
      name: standing.name,
      role: standing.role,
      organizationId: tenant?.id ?? null,
      sessionId: claims.sid,
    };
  }

  forgetUser(userId: string): void {
    this.standings.delete(userId);
  }

  /** Of an organization suspended or reactivated. Rare, so it forgets everyone rather than knowing who belongs where. */
  forgetEveryone(): void {
    this.standings.clear();
  }

  revokeSession(sessionId: string): void {
    this.revokedSessions.set(sessionId, true);
  }

  setFollowing(following: boolean): void {
    this.following = following;
    this.forgetEveryone();
  }

  private standingOf(userId: string, tenant: Tenant | undefined): Promise<Standing | undefined> {
    const remembered = this.standings.get(userId);
    if (remembered && remembered.tenant === tenant?.id) return remembered.reading;
    const reading = tenant ? readFromTenant(userId, tenant) : this.readPlatformAdmin(userId);
    if (this.following) {
      this.standings.set(userId, { tenant: tenant?.id, reading });
      const forget = () => this.standings.delete(userId);
      // Nobody tells of who is new: an organization may come back out of a backup.
      reading.then((standing) => standing ?? forget(), forget);
    }
    return reading;
  }

  private async readPlatformAdmin(userId: string): Promise<Standing | undefined> {
    const account = await this.accounts
      .findOne({ _id: new Types.ObjectId(userId), role: 'platform_admin' })
      .select({ email: 1, name: 1, role: 1, active: 1, credentialVersion: 1 })
      .lean();
    return account ? { ...account, organizationActive: true } : undefined;
  }
}

async function readFromTenant(userId: string, { connection }: Tenant): Promise<Standing | undefined> {
  const [user, organization] = await Promise.all([
    connection
      .model<User>(User.name)
      .findById(new Types.ObjectId(userId))
      .select({ email: 1, name: 1, role: 1, active: 1, credentialVersion: 1 })
      .lean(),
    connection.model<OrganizationProfile>(OrganizationProfile.name).findOne().select({ active: 1 }).lean(),
  ]);
  return user && organization ? { ...user, organizationActive: organization.active } : undefined;
}
