import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';
import { expect, it } from 'vitest';
import {
  finishSave,
  holdFolder,
  readFromFolder,
  writeFileAtomically,
  writeFolderAtomically,
} from '@autoencoder-zoo/core/files/node';
import { compiledFiles } from '../packages/core/src/files/testing/killWhileWriting.js';
import { temporaryFolder } from '../packages/core/src/files/testing/temporaryFolder.js';
import { root } from './support/sources.js';

const files = { holdFolder, finishSave, writeFileAtomically, writeFolderAtomically };

/** What a training does with files: it holds its folder, writes a checkpoint, saves its model. */
async function work(path: string, value: string, fs: typeof files): Promise<void> {
  const hold = await fs.holdFolder(path, 'run', 'a run');
  await fs.finishSave(path);
  const bytes = new Uint8Array(1000).fill(Number(value));
  await fs.writeFileAtomically(`${path}/checkpoint`, bytes);
  await fs.writeFolderAtomically(path, { model: value, weights: bytes }, { removes: ['graph'] });
  await hold.release();
}

it('leaves all old or all new files, and nothing in the way, wherever it is killed', async () => {
  const folder = temporaryFolder();
  const build = compiledFiles(folder);
  const hook = readFileSync(`${root}attack/programs/crashpoint.ts`, 'utf8');
  writeFileSync(join(build, 'crashpoint.js'), ts.transpile(hook, { module: ts.ModuleKind.ESNext }));
  const program = `import * as fs from './node.js';\n${work.toString()}\nawait work(process.argv[2], '2', fs);`;
  writeFileSync(join(build, 'main.js'), program);

  const old = join(folder, 'old');
  mkdirSync(old);
  await work(old, '1', files);
  writeFileSync(join(old, 'graph'), '1');
  const flags = ['--import', pathToFileURL(join(build, 'crashpoint.js')).href];
  const run = async (path: string, env: Record<string, string>) => {
    cpSync(old, path, { recursive: true });
    const child = spawn(process.execPath, [...flags, join(build, 'main.js'), path], {
      env: { ...process.env, ATTACK_WATCH: path, ...env },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
    return signal ?? code;
  };

  const log = join(folder, 'log');
  expect(await run(join(folder, 'whole'), { ATTACK_KILL_LOG: log })).toBe(0);
  const points = readFileSync(log, 'utf8').trim().split('\n');
  expect(points.length).toBeGreaterThan(30);
  const seen = new Set<string>();
  for (const [index, point] of points.entries()) {
    const path = join(folder, `killed-${index}`);
    expect(await run(path, { ATTACK_KILL_AT: String(index + 1) }), point).toBe('SIGKILL');
    const model = new TextDecoder().decode(await readFromFolder(path, 'model'));
    for (const bytes of [
      await readFromFolder(path, 'weights'),
      readFileSync(join(path, 'checkpoint')),
    ]) {
      expect(bytes, point).toHaveLength(1000);
      expect(new Set(bytes).size, point).toBe(1);
    }
    expect((await readFromFolder(path, 'weights'))[0], point).toBe(Number(model));
    seen.add(model);
    await work(path, '3', files);
    expect(readdirSync(path).sort(), point).toEqual(['checkpoint', 'model', 'weights']);
    expect(readFileSync(join(path, 'model'), 'utf8')).toBe('3');
  }
  expect(seen).toEqual(new Set(['1', '2']));
  expect(existsSync(join(old, 'graph'))).toBe(true);
});
