import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Report } from './results.js';

const run = promisify(execFile);
// As it was built: the engines' processes are started from there.
const bench = fileURLToPath(new URL('dist/main.js', import.meta.url));
const register = new URL('dist/worker/withoutPasses.js', import.meta.url).href;

let folder: string;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'bench-'))));
afterEach(() => rm(folder, { recursive: true }));

it('times the zoo and writes the results', async () => {
  const file = join(folder, 'results.json');
  const brief = ['--rounds', '2', '--seconds', '0.01', '--only', 'denseSmall', '--against', ''];
  const { stdout } = await run(process.execPath, [bench, ...brief, '--json', file]);
  expect(stdout).toContain('dense 30-14-7, batch 32');
  const { results, plan } = JSON.parse(await readFile(file, 'utf8')) as Report;
  expect(plan).toEqual({ rounds: 2, seconds: 0.01 });
  expect(results).toHaveLength(1);
  const { rounds, first, peakMemory } = results[0].zoo;
  expect(rounds).toHaveLength(2);
  for (const value of [...rounds, first, peakMemory]) expect(value).toBeGreaterThan(0);
});

it('says what is wrong with the command line', async () => {
  await expect(run(process.execPath, [bench, '--only', 'nothing'])).rejects.toMatchObject({
    code: 2,
    stderr: expect.stringContaining('there is no task "nothing"') as string,
  });
});

it('has an engine that leaves graphs as they are', async () => {
  const program = `
    import { optimise } from '@autoencoder-zoo/engine/graph';
    const graph = { inputs: [], nodes: [], outputs: [], constants: new Map() };
    console.log(optimise(graph) === graph);`;
  const args = ['--input-type', 'module', '--eval', program];
  const cwd = fileURLToPath(new URL('.', import.meta.url));
  expect((await run(process.execPath, args, { cwd })).stdout).toBe('false\n');
  const withHook = await run(process.execPath, ['--import', register, ...args], { cwd });
  expect(withHook.stdout).toBe('true\n');
});
