import { Types } from 'mongoose';
import { type Organization, PASSWORD, TestServer } from './support/test-server';

/** By hand a thousand, which see a smaller difference. */
const TRIES = Number(process.env['ENUMERATION_TRIES'] ?? 300);
/** An account is locked after five failures, whether there is one or not; nobody learns more by then. */
const TRIES_EACH = 4;

let server: TestServer;
let org: Organization;
let tried = 0;

beforeAll(async () => {
  server = await TestServer.start({ TRUST_PROXY: 'on' });
  org = await server.openOrganization();
});
afterAll(() => server.stop());

interface Answer {
  known: boolean;
  milliseconds: number;
  /** Everything that comes back but for what every answer has of its own. */
  said: string;
}

/** Main's accounts alone are asked about a wrong password. */
async function makeAccounts(count: number): Promise<string[]> {
  const accounts = server.main.collection('users');
  const pattern = await accounts.findOne({ email: org.cashier.user.email });
  const emails = Array.from({ length: count }, () => `${new Types.ObjectId()}@known.example`);
  await accounts.insertMany(emails.map((email) => ({ ...pattern, _id: new Types.ObjectId(), email })));
  return emails;
}

async function tryToSignIn(email: string, known: boolean): Promise<Answer> {
  const began = performance.now();
  const answer = await fetch(`${server.url}/api/auth/login`, {
    method: 'POST',
    // From everywhere, or the address would be locked out before.
    headers: { 'content-type': 'application/json', 'x-forwarded-for': `10.0.${++tried >> 8}.${tried & 255}` },
    body: JSON.stringify({ email, password: `not ${PASSWORD}` }),
  });
  const body = await answer.text();
  const milliseconds = performance.now() - began;
  const headers = [...answer.headers].filter(([name]) => !['x-request-id', 'date'].includes(name));
  return {
    known,
    milliseconds,
    said: `${answer.status} ${JSON.stringify(headers)} ${body.replace(/"requestId":"[^"]*"/, '')}`,
  };
}

/** How often one of the first takes longer than one of the second: a half where time says nothing (Mann and Whitney's U, as a share). */
function shareOfLonger(first: number[], second: number[]): number {
  const all = [...first.map((value) => ({ value, mine: true })), ...second.map((value) => ({ value, mine: false }))];
  all.sort((a, b) => a.value - b.value);
  const ranks = all.reduce((sum, { mine }, index) => sum + (mine ? index + 1 : 0), 0);
  return (ranks - (first.length * (first.length + 1)) / 2) / (first.length * second.length);
}

describe('whether somebody has an account', () => {
  it(`is not to be had by signing in: ${TRIES} tries each are told the same, and as fast`, async () => {
    const known = await makeAccounts(TRIES / TRIES_EACH);
    const unknown = known.map(() => `${new Types.ObjectId()}@known.example`);
    const tries = Array.from({ length: TRIES_EACH }, () => [
      ...known.map((email) => ({ email, known: true })),
      ...unknown.map((email) => ({ email, known: false })),
    ]).flatMap((round) => round.sort(() => Math.random() - 0.5));
    const answers: Answer[] = [];
    for (const { email, known } of tries) answers.push(await tryToSignIn(email, known));

    expect(new Set(answers.map(({ said }) => said)).size).toBe(1);
    const times = (wanted: boolean) =>
      answers.filter(({ known }) => known === wanted).map(({ milliseconds }) => milliseconds);
    // Four of its own deviations come by chance once in ten thousand runs.
    const deviation = Math.sqrt((2 * TRIES + 1) / (12 * TRIES ** 2));
    expect(Math.abs(shareOfLonger(times(true), times(false)) - 0.5)).toBeLessThan(4 * deviation);
  });
});
