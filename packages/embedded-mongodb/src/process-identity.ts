import { readFileSync } from 'node:fs';

/** A process id alone is reused by the system; with its start time it names one process. */
export interface ProcessIdentity {
  pid: number;
  /** Clock ticks since boot at which the process started; null where the system does not tell (not Linux). */
  startTicks: string | null;
}

export function identify(pid: number): ProcessIdentity {
  return { pid, startTicks: startTicksOf(pid) };
}

export function isRunning(identity: ProcessIdentity | null): boolean {
  if (!identity) return false;
  try {
    process.kill(identity.pid, 0);
  } catch (error) {
    // EPERM: it runs, as another user.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return identity.startTicks === startTicksOf(identity.pid);
}

function startTicksOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the command in parentheses and may itself hold spaces; start time is the 20th after it.
    const afterCommand = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const state = afterCommand[0];
    // A zombie no longer runs: its parent has merely not yet asked for its exit code.
    return state === 'Z' ? 'exited' : (afterCommand[19] ?? null);
  } catch {
    return null;
  }
}
