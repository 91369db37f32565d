import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react';
import { closeCatalogue } from '../../domain/catalogue/use-catalogue';
import { callAs, refreshSession, type Schemas, whenSignedOut } from '../../lib/api-client';
import { signIn as requestSignIn, signOut as requestSignOut, switchTo as requestSwitch } from './api/sign-in';
import { tellOtherTabs, whenOtherTabTells } from './other-tabs';

export type Profile = Schemas['ProfileDto'];

interface Session {
  /** Undefined while a reload is finding out. */
  profile: Profile | null | undefined;
  signIn(email: string, password: string): Promise<void>;
  /** Who stands at this till from now on, by a PIN. */
  switchTo(userId: string, pin: string): Promise<void>;
  signOut(): Promise<void>;
  /** Reads anew who is signed in, after something of it was changed. */
  refresh(): Promise<void>;
}

const SessionContext = createContext<Session | undefined>(undefined);

export function SessionProvider({ children }: { children: ReactNode }) {
  const [profile, setProfile] = useState<Profile | null | undefined>(undefined);
  const queries = useQueryClient();
  const userId = useRef<string | undefined>(undefined);
  userId.current = profile?.user.id;

  useEffect(() => {
    return whenOtherTabTells((signedIn) => {
      if (signedIn === userId.current) return;
      // The cookie is shared: what this tab would send next, it would send as whoever is signed in there.
      if (signedIn !== undefined) window.location.reload();
      else {
        leave();
        setProfile(null);
      }
    });
  }, []);

  useEffect(() => {
    whenSignedOut(() => {
      leave();
      setProfile(null);
    });
    refreshSession().then(
      (answer) => setProfile(answer ?? null),
      () => setProfile(null),
    );
  }, []);

  const begin = useCallback(
    (answer: Profile & Parameters<typeof callAs>[0]) => {
      // The next user of this till must not see what the last one saw.
      queries.clear();
      callAs(answer);
      setProfile(answer);
      tellOtherTabs(answer.user.id);
    },
    [queries],
  );
  const signIn = useCallback(
    async (email: string, password: string) => begin(await requestSignIn(email, password)),
    [begin],
  );
  const switchTo = useCallback(async (userId: string, pin: string) => begin(await requestSwitch(userId, pin)), [begin]);

  const signOut = useCallback(async () => {
    await requestSignOut().catch(() => undefined);
    leave();
    setProfile(null);
    tellOtherTabs(undefined);
  }, []);

  const refresh = useCallback(async () => {
    const answer = await refreshSession();
    if (answer) setProfile(answer);
  }, []);

  const session = useMemo(
    () => ({ profile, signIn, switchTo, signOut, refresh }),
    [profile, signIn, switchTo, signOut, refresh],
  );
  return <SessionContext.Provider value={session}>{children}</SessionContext.Provider>;
}

function leave(): void {
  closeCatalogue();
  callAs();
}

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('useSession needs a SessionProvider above it');
  return session;
}

/** Who is signed in, on pages nobody else sees. */
export function useProfile(): Profile & { organization: NonNullable<Profile['organization']> } {
  const { profile } = useSession();
  if (!profile?.organization) throw new Error('this page needs a signed-in user of an organization');
  return { ...profile, organization: profile.organization };
}
