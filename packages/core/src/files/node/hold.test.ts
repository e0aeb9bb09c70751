import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { describe, expect, it, onTestFinished } from 'vitest';
import { compiledFiles } from '../testing/killWhileWriting.js';
import { temporaryFolder } from '../testing/temporaryFolder.js';
import { InUseError } from '../inUse.js';
import { holdFile, holdFolder } from './hold.js';
import { newTag } from './owner.js';

const inUse = (folder: string) => `${folder}/run.bin is in use by a run (process`;

const program = (folder: string) => `
  import { holdFile } from ${JSON.stringify(`file://${compiledFiles(folder)}/node.js`)};
  globalThis.hold = await holdFile(${JSON.stringify(join(folder, 'run.bin'))}, 'a run');
  console.log('held');
  setInterval(() => {}, 1000);`;

/** Another process that holds `run.bin`. */
async function holder(folder: string) {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program(folder)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  return child;
}

describe('a hold', () => {
  it('keeps others away until it is released', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'new/run.bin');
    const first = await holdFile(path, 'a run');
    await expect(holdFile(path, 'a run')).rejects.toThrow(InUseError);
    await expect(holdFile(path, 'a run')).rejects.toThrow(inUse(join(folder, 'new')));
    const beside = await holdFile(join(folder, 'new/other.bin'), 'a run');
    await first.release();
    const second = await holdFile(path, 'a run');
    for (const hold of [beside, second]) await hold.release();
    expect(readdirSync(join(folder, 'new'))).toEqual([]);
  });

  it('is given to one of several who come at once', async () => {
    const folder = temporaryFolder();
    const asked = Array.from({ length: 3 }, () => holdFile(join(folder, 'run.bin'), 'a run'));
    const answers = await Promise.allSettled(asked);
    const given = answers.filter(({ status }) => status === 'fulfilled');
    expect(given.length).toBeLessThanOrEqual(1);
  });

  it('of another process counts while that runs, and no longer', async () => {
    const folder = temporaryFolder();
    const child = await holder(folder);
    await expect(holdFile(join(folder, 'run.bin'), 'a run')).rejects.toThrow(
      `${folder}/run.bin is in use by a run (process ${child.pid} on `,
    );
    child.kill('SIGKILL');
    await once(child, 'exit');
    const hold = await holdFile(join(folder, 'run.bin'), 'a run');
    await hold.release();
    expect(readdirSync(folder)).toEqual(['program']);
  });

  it('ends with its thread', async (context) => {
    context.skip(process.platform !== 'linux', 'only Linux tells which files a process has open');
    const folder = temporaryFolder();
    const main = join(compiledFiles(folder), 'main.js');
    writeFileSync(main, program(folder));
    const worker = new Worker(main, { stdout: true });
    await once(worker.stdout, 'data');
    await expect(holdFile(join(folder, 'run.bin'), 'a run')).rejects.toThrow(inUse(folder));
    await worker.terminate();
    await (await holdFile(join(folder, 'run.bin'), 'a run')).release();
  });

  it('of a process whose number another one has got does not count', async (context) => {
    context.skip(process.platform !== 'linux', 'only Linux tells which files a process has open');
    const folder = temporaryFolder();
    const left = join(folder, `.run.bin.${newTag()}.lock`);
    writeFileSync(left, '');
    utimesSync(left, 1, 1);
    await (await holdFile(join(folder, 'run.bin'), 'a run')).release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('of another machine counts for a minute after its last sign of life', async () => {
    const folder = temporaryFolder();
    const left = join(folder, `.run.bin.${newTag().replace(/-.{8}-/, '-00000000-')}.lock`);
    const holding = () => holdFile(join(folder, 'run.bin'), 'a run');
    writeFileSync(left, '');
    await expect(holding()).rejects.toThrow(`in use by process ${process.pid}; wait for it`);
    const before = (seconds: number) => new Date(Date.now() - 1000 * seconds);
    utimesSync(left, before(50), before(50));
    await expect(holding()).rejects.toThrow(InUseError);
    utimesSync(left, before(70), before(70));
    await (await holding()).release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('of a folder lets its own process save there, and no other', async () => {
    const folder = temporaryFolder();
    const run = await holdFolder(folder, 'run', 'a run');
    await (await holdFolder(folder, 'save', 'a save')).release();
    await run.release();
    const other = join(folder, `.run.${newTag().replace(/^\d+-.{8}/, '1-00000000')}.lock`);
    writeFileSync(other, JSON.stringify({ what: 'a run', process: 1, host: 'x', since: 'then' }));
    await expect(holdFolder(folder, 'save', 'a save')).rejects.toThrow(
      `${folder} is in use by a run (process 1 on x, since then)`,
    );
    rmSync(other);
    await (await holdFolder(folder, 'save', 'a save')).release();
  });

  it('says what is in the way', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'run.bin'));
    await expect(holdFile(join(folder, 'run.bin'), 'a run')).rejects.toThrow(
      `could not write ${folder}/run.bin: it is a folder, not a file`,
    );
  });
});
