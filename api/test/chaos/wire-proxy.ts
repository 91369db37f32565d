import { connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** What a driver says of itself when it connects; the nodes among themselves say something else. */
const DRIVER = 'nodejs';
const COMMIT = 'commitTransaction';
const HEADER_BYTES = 16;
const REQUEST_ID_AT = 4;
const RESPONSE_TO_AT = 8;

/** What befalls the drivers' connections just now. */
export interface Weather {
  /** Each way, in milliseconds. */
  slow: number;
  /** How many of the answers to a commit are lost, of 1. The commit itself is done. */
  losesCommitAnswers: number;
}

/** A stretch of network between the API's processes and one mongod, which can be cut, slow, and lose exactly the answer that says that a commit was done. */
export class WireProxy {
  readonly weather: Weather = { slow: 0, losesCommitAnswers: 0 };
  commitAnswersLost = 0;
  cuts = 0;
  private readonly all = new Set<Socket>();
  private readonly drivers = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    private readonly random: () => number,
  ) {}

  static async before(port: number, random: () => number): Promise<WireProxy> {
    const server = createServer();
    const proxy = new WireProxy(server, random);
    server.on('connection', (socket) => proxy.carry(socket, port));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get port(): number {
    return (this.server.address() as { port: number }).port;
  }

  /** Ends every connection of a driver. */
  cut(): void {
    this.cuts++;
    for (const socket of this.drivers) socket.destroy();
  }

  /** Those of the nodes among themselves too. */
  close(): void {
    this.server.close();
    for (const socket of this.all) socket.destroy();
  }

  private carry(near: Socket, port: number): void {
    const far = connect(port, '127.0.0.1');
    this.all.add(near);
    const commits = new Set<number>();
    let isDriver = false;
    const end = () => {
      near.destroy();
      far.destroy();
      this.drivers.delete(near);
      this.all.delete(near);
    };
    for (const socket of [near, far]) socket.on('error', end).on('close', end).setNoDelay(true);
    const requests = new Messages((message) => {
      if (!isDriver && message.includes(DRIVER)) {
        isDriver = true;
        this.drivers.add(near);
      }
      if (isDriver && message.includes(COMMIT)) commits.add(message.readInt32LE(REQUEST_ID_AT));
    });
    const answers = new Messages((message) => {
      if (!commits.delete(message.readInt32LE(RESPONSE_TO_AT))) return;
      if (this.random() >= this.weather.losesCommitAnswers) return;
      this.commitAnswersLost++;
      end();
    });
    this.pass(near, far, requests, () => isDriver);
    this.pass(far, near, answers, () => isDriver);
  }

  private pass(from: Socket, to: Socket, messages: Messages, isDriver: () => boolean): void {
    let turn = Promise.resolve();
    from.on('data', (piece: Buffer) => {
      messages.add(piece);
      const { slow } = this.weather;
      if (slow === 0 || !isDriver()) {
        turn = turn.then(() => void (to.destroyed || to.write(piece)));
        return;
      }
      const until = delay(slow);
      turn = turn.then(() => until).then(() => void (to.destroyed || to.write(piece)));
    });
  }
}

/** Cuts a stream into the messages of MongoDB's wire protocol, each of which begins with its length. */
class Messages {
  private unread: Buffer = Buffer.alloc(0);

  constructor(private readonly onMessage: (message: Buffer) => void) {}

  add(piece: Buffer): void {
    this.unread = this.unread.length === 0 ? piece : Buffer.concat([this.unread, piece]);
    while (this.unread.length >= HEADER_BYTES) {
      const length = this.unread.readInt32LE(0);
      if (this.unread.length < length) return;
      this.onMessage(this.unread.subarray(0, length));
      this.unread = this.unread.subarray(length);
    }
  }
}
