import { createServer } from 'node:net';
import { DatabaseError } from './database-error';

/** Below the ports systems hand out to outgoing connections, so that a recorded port is still free at the next start. */
const FIRST_PORT = 27_018;
const LAST_PORT = 32_017;

/** @throws DatabaseError `port_taken` */
export async function findFreePort(): Promise<number> {
  // Starting anywhere in the range keeps servers that start together from racing for the same port.
  const span = LAST_PORT - FIRST_PORT + 1;
  const offset = Math.floor(Math.random() * span);
  for (let step = 0; step < span; step++) {
    const port = FIRST_PORT + ((offset + step) % span);
    if (await isFree(port)) return port;
  }
  throw new DatabaseError('port_taken', `Every port from ${FIRST_PORT} to ${LAST_PORT} is taken.`);
}

/** @throws DatabaseError `port_taken` */
export async function assertFree(port: number): Promise<void> {
  if (!(await isFree(port))) throw portTaken(port);
}

export function portTaken(port: number): DatabaseError {
  return new DatabaseError(
    'port_taken',
    `The embedded database keeps the port it was made with, ${port}, and another program listens on it. ` +
      'Stop that program, then start again.',
  );
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
  });
}
