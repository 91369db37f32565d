import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** Asks one question after the other, and times each, until it is told to stop. Plain: it runs in a thread of its own. */
const ASKING = `
  const { parentPort, workerData } = require('node:worker_threads');
  const ask = async () => {
    const begun = performance.now();
    await (await fetch(workerData)).text();
    return performance.now() - begun;
  };
  (async () => {
    let slowest = 0;
    let stopped = false;
    parentPort.once('message', () => { stopped = true; });
    await ask();
    parentPort.postMessage('ready');
    while (!stopped) slowest = Math.max(slowest, await ask());
    parentPort.postMessage(slowest);
  })();
`;

/**
 * The slowest answer to whether the process lives, while something else is under way. It is asked from a thread of its own: who sends
 * a hundred megabytes is late to look at the clock, and that is no fault of who is asked.
 */
export async function slowestAnswerDuring<T>(
  url: string,
  load: () => Promise<T>,
): Promise<{ slowest: number; result: T }> {
  const asking = new Worker(ASKING, { eval: true, workerData: `${url}/api/health/live` });
  await once(asking, 'message');
  const result = await load();
  const said = once(asking, 'message');
  asking.postMessage('stop');
  const [slowest] = (await said) as [number];
  return { slowest, result };
}
