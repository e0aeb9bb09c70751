import { execFileSync } from 'node:child_process';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { Program } from './support/program.js';
import { temporaryFolder } from './support/temporaryFolder.js';

let program: Program;

beforeAll(async () => {
  program = await Program.load('private');
});

/** The calls of the system that look up a host or connect to one begin with these. */
const NETWORK = /\b(connect|sendto|sendmsg)\(|"\/etc\/(resolv\.conf|hosts|nsswitch\.conf)"/;

/**
 * Milliseconds after which telemetry, where it is on, has written its files; and has
 * looked up its host.
 */
const [WRITTEN, LOOKED_UP] = [1000, 12_000];

describe.each([
  ['the main thread', false],
  ['a worker', true],
])('training and encoding in %s', (_, inWorker) => {
  it('writes no file', async () => {
    const { folder, env } = await freshUser();
    const { code, lines } = await program.run({ inWorker, afterwards: WRITTEN }, { env });
    expect([code, lines]).toEqual([0, ['64']]);
    expect(await filesIn(folder)).toEqual([]);
  });

  it.skipIf(!hasTracer())('looks up no host and connects to none', async () => {
    const { folder, env } = await freshUser();
    const log = `${temporaryFolder()}/calls`;
    const calls = 'trace=connect,sendto,sendmsg,openat';
    const through = ['strace', '-f', '-o', log, '-e', calls];
    const argument = { inWorker, afterwards: LOOKED_UP };
    const { code, lines } = await program.run(argument, { env, through });
    expect([code, lines]).toEqual([0, ['64']]);
    const made = (await readFile(log, 'utf8')).split('\n');
    expect(made.some((call) => call.includes('onnxruntime_binding.node'))).toBe(true);
    expect(made.filter((call) => NETWORK.test(call))).toEqual([]);
    expect(await filesIn(folder)).toEqual([]);
  });
});

describe.each([
  ['the main thread', 0],
  ['a worker', 1],
])('the telemetry of the runtime, turned off in %s', (_, workers) => {
  it.each([
    ['is off for the process', undefined, '1'],
    ['stays as the user says', '0', '0'],
  ])('%s', async (_, before, after) => {
    const env: NodeJS.ProcessEnv = { ...process.env, ORT_DISABLE_TELEMETRY: before };
    const telemetry = await Program.load('telemetry');
    const { code, lines } = await telemetry.run({ workers }, { env });
    expect([code, lines]).toEqual([0, [`"${after}"`]]);
  });
});

it('workers that turn it off may end at once', async () => {
  const telemetry = await Program.load('telemetry');
  const { code, signal } = await telemetry.run({ workers: 400 });
  expect([code, signal]).toEqual([0, null]);
});

/** The environment of somebody who never ran anything, without a word on telemetry. */
async function freshUser() {
  const folder = temporaryFolder();
  const places = ['HOME', 'TMPDIR', 'XDG_CACHE_HOME', 'XDG_CONFIG_HOME', 'XDG_DATA_HOME'];
  for (const place of places) await mkdir(`${folder}/${place}`);
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    ...Object.fromEntries(places.map((place) => [place, `${folder}/${place}`])),
    ORT_DISABLE_TELEMETRY: undefined,
  };
  return { folder, env };
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name);
}

function hasTracer(): boolean {
  try {
    execFileSync('strace', ['-o', '/dev/null', 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    console.warn('strace cannot be used here: look-ups and connections are not tested.');
    return false;
  }
}
