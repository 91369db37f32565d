import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { connect, createServer } from 'node:net';
import os, { networkInterfaces, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { MongoClient } from 'mongodb';
import { DataFolder, type EngineName, type EngineRecord, type ServerRecord } from '../src/data-folder';
import { type EmbeddedDatabase, type EmbeddedDatabaseOptions, openEmbeddedDatabase } from '../src/embedded-database';
import { findOnPath } from '../src/executables';
import { identify, isRunning } from '../src/process-identity';
import { untilItAnswersATransaction } from '../src/readiness';
import { endOrphan } from '../src/supervision';

const CACHE = process.env['CACHE_DIR'] ?? resolve(__dirname, '..', '..', '..', '.cache');

let folder: string;
let dataDir: string;
const opened: EmbeddedDatabase[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pos-database-'));
  dataDir = join(folder, 'data');
});
afterEach(async () => {
  for (const database of opened.splice(0)) await database.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function open(options: Partial<EmbeddedDatabaseOptions> = {}): Promise<EmbeddedDatabase> {
  const database = await openEmbeddedDatabase({ dataDir, cacheDir: CACHE, ...options });
  opened.push(database);
  return database;
}

async function withClient<T>(uri: string, work: (client: MongoClient) => Promise<T>): Promise<T> {
  const client = await new MongoClient(uri, { runtimeAdapters: { os } }).connect();
  return work(client).finally(() => client.close());
}

const insert = (uri: string, _id: number) =>
  withClient(uri, (client) =>
    client
      .db('t')
      .collection<{ _id: number }>('c')
      .insertOne({ _id }, { writeConcern: { w: 'majority', journal: true } }),
  );
const ids = (uri: string) =>
  withClient(uri, async (client) =>
    (await client.db('t').collection<{ _id: number }>('c').find().sort({ _id: 1 }).toArray()).map(({ _id }) => _id),
  );

/** The database of this test in a process of its own. */
async function openByAnother(engine: EngineName): Promise<{ owner: ChildProcess; uri: string }> {
  const options = { dataDir, cacheDir: CACHE, engine };
  const script = `
    const { openEmbeddedDatabase } = require(${JSON.stringify(resolve(__dirname, '..', 'dist', 'embedded-database.js'))});
    openEmbeddedDatabase(${JSON.stringify(options)}).then(({ uri }) => console.log(uri));`;
  const owner = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [chunk] = (await once(owner.stdout, 'data')) as [Buffer];
  return { owner, uri: chunk.toString().trim() };
}

async function killed(child: ChildProcess): Promise<void> {
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

function running(): ServerRecord {
  const server = new DataFolder(dataDir).runningServer();
  if (!server) throw new Error('no server runs on this folder');
  return server;
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await delay(20);
}

/** A path on which the only programs are the ones named. */
function pathWith(...programs: string[]): string {
  const bin = join(folder, `bin-${programs.join('-')}`);
  mkdirSync(bin, { recursive: true });
  for (const program of programs) {
    const real = findOnPath(program, process.env['PATH'] ?? '');
    if (real && !existsSync(join(bin, program))) symlinkSync(real, join(bin, program));
  }
  return bin;
}

/** Every address but the loopback's own by which others reach this machine. */
function addressesOfThisMachine(): string[] {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return all.filter(({ family, internal }) => family === 'IPv4' && !internal).map(({ address }) => address);
}

function answersAt(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 2_000 });
    const say = (answers: boolean) => () => {
      socket.destroy();
      resolve(answers);
    };
    socket.once('connect', say(true)).once('error', say(false)).once('timeout', say(false));
  });
}

describe.each(['mongod', 'secantusdb'] as const)('the embedded %s', (engine) => {
  it('answers a transaction over two databases when it is open, on loopback alone', async () => {
    const { uri } = await open({ engine });
    expect(uri).toMatch(/^mongodb:\/\/127\.0\.0\.1:/);
    const { port } = new URL(uri.replace('mongodb:', 'http:'));
    for (const address of addressesOfThisMachine())
      expect([address, await answersAt(address, Number(port))]).toEqual([address, false]);
    expect(await answersAt('127.0.0.1', Number(port))).toBe(true);
    await withClient(uri, (client) =>
      client.withSession((session) =>
        session.withTransaction(async () => {
          await client.db('one').collection('c').insertOne({}, { session });
          await client.db('two').collection('c').insertOne({}, { session });
        }),
      ),
    );
  });

  it('has what it had, on the port it had, after a stop and a start', async () => {
    const first = await open({ engine });
    await insert(first.uri, 1);
    await first.stop();
    const second = await open({ engine });
    expect(second.uri).toBe(first.uri);
    expect(await ids(second.uri)).toEqual([1]);
  });

  it('comes back by itself with every acknowledged write when its server is killed', async () => {
    const { uri } = await open({ engine });
    await insert(uri, 1);
    const first = running().database?.pid ?? 0;
    process.kill(first, 'SIGKILL');
    await insert(uri, 2).catch(() => undefined);
    expect((await ids(uri))[0]).toBe(1);
    expect(running().database?.pid).not.toBe(first);
  });

  it('stops with its owner, even one that is killed, and the next start waits for that', async () => {
    const { owner, uri } = await openByAnother(engine);
    await insert(uri, 1);
    await expect(open({ engine })).rejects.toMatchObject({
      code: 'data_dir_in_use',
      message: expect.stringContaining(`process ${owner.pid}`),
    });
    const joined = await open({ engine, join: true });
    expect(joined).toMatchObject({ joined: true, uri });
    await killed(owner);
    expect(await ids((await open({ engine })).uri)).toEqual([1]);
  });

  it('is supervised again when its supervisor is killed', async () => {
    const { uri } = await open({ engine });
    await insert(uri, 1);
    const first = running();
    process.kill(first.supervisor.pid, 'SIGKILL');
    await until(() => running().supervisor.pid !== first.supervisor.pid && running().database !== null);
    expect(running().database?.pid).not.toBe(first.database?.pid);
    expect(await ids(uri)).toEqual([1]);
    const second = running().database?.pid ?? 0;
    process.kill(second, 'SIGKILL');
    await until(() => running().database?.pid !== second);
    expect(await ids(uri)).toEqual([1]);
  });

  it('takes its files back from a server that outlived both its supervisor and its owner', async () => {
    const { owner, uri } = await openByAnother(engine);
    await insert(uri, 1);
    const { supervisor, database } = running();
    owner.kill('SIGSTOP');
    process.kill(supervisor.pid, 'SIGKILL');
    await killed(owner);
    expect(isRunning(database)).toBe(true);
    const taken = await open({ engine });
    expect(isRunning(database)).toBe(false);
    expect([taken.uri, await ids(taken.uri)]).toEqual([uri, [1]]);
  });
});

describe('the embedded database', () => {
  it('refuses another engine’s files, names both, and touches nothing', async () => {
    const first = await open({ engine: 'secantusdb' });
    await first.stop();
    const record = readFileSync(join(dataDir, 'database', 'engine.json'), 'utf8');
    const refused = open({ mongodBinary: process.execPath });
    await expect(refused).rejects.toMatchObject({
      code: 'engine_mismatch',
      message: expect.stringMatching(/secantusdb.*mongod/),
    });
    expect(readFileSync(join(dataDir, 'database', 'engine.json'), 'utf8')).toBe(record);
    expect(existsSync(join(dataDir, 'database', 'server.json'))).toBe(false);
  });

  it('has every table of SecantusDB on disk when it is open: a kill while one is made would leave files that never open again', async () => {
    await open({ engine: 'secantusdb' });
    const tables = readdirSync(new DataFolder(dataDir).files).filter((name) =>
      /^secantus_documents_sh\d+\.wt$/.test(name),
    );
    expect(tables).toHaveLength(16);
  });

  it('begins anew over a folder whose first start was cut short, and never over one that was open', async () => {
    const data = new DataFolder(dataDir);
    const first = await open({ engine: 'secantusdb' });
    await first.stop();
    expect(data.engineRecord()).not.toHaveProperty('preparing');
    data.writeEngineRecord({ ...(data.engineRecord() as EngineRecord), preparing: true });
    writeFileSync(join(data.files, 'WiredTiger.turtle'), 'half of one');
    const second = await open();
    await insert(second.uri, 1);
    await second.stop();
    expect(await ids((await open()).uri)).toEqual([1]);
  });

  it('lets nobody join before its first start has ended: what was written until then would go with its files', async () => {
    const data = new DataFolder(dataDir);
    const { uri } = await open();
    const record = data.engineRecord() as EngineRecord;
    data.writeEngineRecord({ ...record, preparing: true });
    let isIn = false;
    const joining = open({ join: true }).then((joined) => {
      isIn = true;
      return joined;
    });
    for (let _id = 0; _id < 30; _id++) await insert(uri, _id);
    expect(isIn).toBe(false);
    data.writeEngineRecord(record);
    expect((await joining).joined).toBe(true);
  });

  it('goes on with the engine that made the folder, whatever else could be had', async () => {
    const first = await open({ engine: 'secantusdb' });
    await insert(first.uri, 1);
    await first.stop();
    const second = await open();
    expect(second.engine).toBe('secantusdb');
    expect(await ids(second.uri)).toEqual([1]);
  });

  it('is MongoDB’s own server on a machine that has none, fetched once', async () => {
    const said: string[] = [];
    const cacheDir = join(folder, 'cache');
    const path = pathWith('python3');
    const first = await open({ path, cacheDir, progress: (line) => said.push(line) });
    expect(first.engine).toBe('mongod');
    const { version } = await withClient(first.uri, (client) => client.db('admin').command({ buildInfo: 1 }));
    expect(version).toBe('6.0.5');
    expect(new DataFolder(dataDir).engineRecord()).toMatchObject({ engine: 'mongod', version: '6.0.5' });
    await first.stop();
    const again = await open({ path: pathWith(), cacheDir, progress: (line) => said.push(line) });
    expect(again.engine).toBe('mongod');
    expect(said.filter((line) => line.includes('Fetching'))).toHaveLength(1);
  });

  it('refuses the files of a newer version, names both, and touches nothing', async () => {
    await (await open({ engine: 'mongod' })).stop();
    const file = join(dataDir, 'database', 'engine.json');
    const newer = { ...JSON.parse(readFileSync(file, 'utf8')), version: '98.0.0' };
    writeFileSync(file, JSON.stringify(newer));
    const binary = join(folder, 'mongod-7');
    writeFileSync(binary, '#!/bin/sh\necho "db version v7.0.1"\n', { mode: 0o755 });
    await expect(open({ mongodBinary: binary })).rejects.toMatchObject({
      code: 'engine_mismatch',
      message: expect.stringMatching(/98\.0\.0.*7\.0\.1/),
    });
    await expect(open({ path: pathWith(), cacheDir: join(folder, 'empty') })).rejects.toMatchObject({
      code: 'no_engine',
    });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(newer);
  });

  it('passes over a mongod on the path that does not run', async () => {
    const path = pathWith('python3');
    writeFileSync(join(path, 'mongod'), '#!/bin/sh\nexit 127\n', { mode: 0o755 });
    expect((await open({ path })).engine).toBe('mongod');
  });

  it('is SecantusDB where no mongod runs', async () => {
    const cacheDir = join(folder, 'cache');
    mkdirSync(cacheDir);
    for (const name of readdirSync(CACHE).filter((entry) => entry.startsWith('secantusdb-'))) {
      symlinkSync(join(CACHE, name), join(cacheDir, name));
    }
    const python = join(pathWith(), 'python3');
    // A package index that has nothing: what is not in the cache cannot be had.
    const real = findOnPath('python3', process.env['PATH'] ?? '');
    writeFileSync(python, `#!/bin/sh\nPIP_NO_INDEX=1 exec ${real} "$@"\n`, { mode: 0o755 });
    expect((await open({ path: dirname(python), cacheDir })).engine).toBe('secantusdb');
  });

  it('installs SecantusDB whole for two that begin at once on an empty machine, also by a Python that has no pip', async () => {
    const begin = (name: string, path: string) =>
      open({ dataDir: join(folder, name), cacheDir: join(folder, 'cache'), engine: 'secantusdb', path });
    const path = process.env['PATH'] ?? '';
    const withoutPip = pathWith();
    const python = `#!/bin/sh\n[ "$2" != pip ] || exit 1\nexec ${findOnPath('python3', path)} "$@"\n`;
    writeFileSync(join(withoutPip, 'python3'), python, { mode: 0o755 });
    const both = await Promise.all([begin('one', path), begin('other', withoutPip)]);
    expect(both.map(({ engine }) => engine)).toEqual(['secantusdb', 'secantusdb']);
  });

  it('ends no program that has the process id of a server that was, nor any by its id alone', async () => {
    const other = spawn('sleep', ['60'], { stdio: 'ignore' });
    const { pid = 0 } = other;
    await endOrphan({ pid, startTicks: '1' });
    await endOrphan({ pid, startTicks: null });
    expect(isRunning(identify(pid))).toBe(true);
    await endOrphan(identify(pid));
    expect(other.signalCode ?? (await once(other, 'exit'))[1]).toBe('SIGTERM');
  });

  it('says when another program has its port', async () => {
    const first = await open();
    await first.stop();
    const port = Number(new URL(first.uri.replace('mongodb', 'http')).port);
    const squatter = createServer().listen(port, '127.0.0.1');
    await once(squatter, 'listening');
    await expect(open()).rejects.toMatchObject({ code: 'port_taken', message: expect.stringContaining(String(port)) });
    squatter.close();
  });

  it('does not take the server of a copy of its folder, which began in the same instant on the same port, for its own', async () => {
    const { uri } = await open();
    const port = Number(new URL(uri).port);
    const copy = { port, files: new DataFolder(join(folder, 'copy')).files };
    await expect(untilItAnswersATransaction(uri, copy, 'mongod')).rejects.toMatchObject({ code: 'port_taken' });
    symlinkSync(dataDir, join(folder, 'other-name'));
    const sameByAnotherName = { port, files: new DataFolder(join(folder, 'other-name')).files };
    await untilItAnswersATransaction(uri, sameByAnotherName, 'mongod');
  });

  it('says when the data folder cannot be written', async () => {
    mkdirSync(dataDir);
    // A file in the folder's place is refused to root as well, whom permissions do not stop.
    writeFileSync(join(dataDir, 'database'), '');
    await expect(open({ engine: 'secantusdb' })).rejects.toMatchObject({ code: 'data_dir_not_writable' });
  });

  it('names the three remedies when the machine has no engine', async () => {
    const refused = open({ path: pathWith(), engine: 'secantusdb' });
    await expect(refused).rejects.toMatchObject({
      code: 'no_engine',
      message: expect.stringMatching(/MONGODB_URI.*mongod.*Python 3\.10/s),
    });
    expect(existsSync(dataDir)).toBe(false);
    await expect(open({ mongodBinary: '/nowhere/mongod' })).rejects.toMatchObject({ code: 'no_engine' });
  });

  it('says what went wrong when the engine cannot be installed', async () => {
    const bin = pathWith();
    const python = '#!/bin/sh\nif [ "$1" = "-c" ]; then echo 3 11; else echo "No module named venv" >&2; exit 1; fi\n';
    writeFileSync(join(bin, 'python3'), python, { mode: 0o755 });
    const refused = open({ engine: 'secantusdb', path: bin, cacheDir: join(folder, 'cache') });
    await expect(refused).rejects.toMatchObject({
      code: 'engine_install_failed',
      message: expect.stringContaining('No module named venv'),
    });
  });

  it('shows the end of the log of a server that does not start', async () => {
    const program = join(folder, 'mongod');
    writeFileSync(program, '#!/bin/sh\necho "the disk is on fire"\nexit 3\n', { mode: 0o755 });
    const refused = open({ mongodBinary: program });
    await expect(refused).rejects.toMatchObject({
      code: 'database_did_not_start',
      message: expect.stringContaining('the disk is on fire'),
    });
  });

  it('lets its program end when the server did not start, rather than asking after it for another minute and a half', async () => {
    const program = join(folder, 'mongod');
    writeFileSync(program, '#!/bin/sh\nexit 3\n', { mode: 0o755 });
    const options = { dataDir, cacheDir: CACHE, mongodBinary: program };
    const script = `
      const { openEmbeddedDatabase } = require(${JSON.stringify(resolve(__dirname, '..', 'dist', 'embedded-database.js'))});
      openEmbeddedDatabase(${JSON.stringify(options)}).catch(({ code }) => console.log(code));`;
    const owner = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [[said]] = (await Promise.all([once(owner.stdout, 'data'), once(owner, 'exit')])) as [[Buffer], unknown];
    expect(said.toString().trim()).toBe('database_did_not_start');
  }, 45_000);
});
