import { isIPv6 } from 'node:net';

const WITH_PORT = /^(?:(\d+(?:\.\d+){3})|\[([\da-f:.]+)\]):\d+$/i;
const MAPPED = /^::ffff:(\d+(?:\.\d+){3})$/i;
/** Whoever has one address of IPv6 has all that share these groups: it is the least a line is given (RFC 6177). */
const GROUPS_OF_A_LINE = 4;

/** By what an address is counted: whose it is, however it is written and whichever of somebody's many it is. */
export function addressKey(address: string): string {
  const [, four, six] = WITH_PORT.exec(address) ?? [];
  const bare = four ?? six ?? address;
  const mapped = MAPPED.exec(bare)?.[1];
  if (mapped) return mapped;
  return isIPv6(bare) ? `${groupsOf(bare).slice(0, GROUPS_OF_A_LINE).join(':')}::/64` : bare;
}

function groupsOf(address: string): string[] {
  const [before = '', after] = (address.split('%', 1)[0] ?? '').toLowerCase().split('::');
  const [head, tail] = [before, after ?? ''].map((part) => part.split(':').filter(Boolean)) as [string[], string[]];
  const missing = after === undefined ? 0 : Math.max(0, 8 - head.length - tail.length);
  return [...head, ...Array<string>(missing).fill('0'), ...tail].map((group) => group.replace(/^0+(?=.)/, ''));
}
