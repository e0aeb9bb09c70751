import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fit } from '@autoencoder-zoo/core';
import type { Browser } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { advice, executablePath, launch, listen } from '../bench/browser/chromium.js';
import { serve, type Site } from '../bench/browser/site.js';
import type { Page as TestPage } from './browser/page.js';
import { make, outputsOf, samples, stepsOf, type Outputs, type Task } from './browser/worker.js';
import { bundle } from './support/bundle.js';
import { tryRecipes, type Outcome } from './support/recipes.js';
import { root } from './support/sources.js';

if (executablePath === undefined) console.warn(`TESTS IN A BROWSER ARE SKIPPED: ${advice}`);

/** What the functions see which run in the page. */
declare const page: TestPage;

interface BatchEvent {
  readonly kind: string;
  readonly step: number;
  readonly terms: Readonly<Record<string, number>>;
}

const lossesOf = (events: readonly unknown[]) =>
  (events as BatchEvent[]).filter(({ kind }) => kind === 'batch').map(({ terms }) => terms['loss']);

describe.skipIf(executablePath === undefined)('in a browser', () => {
  let folder: string;
  let site: Site;
  let bare: Site;
  let browser: Browser;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'browser-'));
    const { outputFiles } = await bundle({
      entryPoints: [`${root}test/browser/page.ts`, `${root}test/browser/worker.ts`],
      outdir: folder,
      splitting: true,
    });
    for (const { path, contents } of outputFiles) await writeFile(path, contents);
    const html =
      '<!doctype html><link rel="icon" href="data:,"><script type="module" src="page.js">';
    await writeFile(join(folder, 'index.html'), `${html}</script>`);
    const folders = [folder, `${root}node_modules/onnxruntime-web/dist`];
    site = await serve(folders);
    bare = await serve(folders, { isolated: false });
    browser = await launch();
  });
  afterAll(async () => {
    await browser.close();
    await site[Symbol.asyncDispose]();
    await bare[Symbol.asyncDispose]();
    await rm(folder, { recursive: true });
  });

  /** Has something done by the page, in a new tab. */
  async function inTab<Result>(
    task: Task,
    act: (task: Task) => Promise<Result>,
    { url }: Site = site,
  ): Promise<{ result: Result; said: readonly string[] }> {
    const tab = await browser.newPage();
    const said = listen(tab);
    await tab.goto(url);
    const result = await tab.evaluate<Result, Task>(act, task);
    await tab.close();
    return { result, said };
  }

  const run = (task: Task) => page.run(task);

  test.each(['denseSmall', 'dense', 'variational', 'deep', 'lstm'])(
    '%s: 20 training steps agree with those in Node',
    async (workload) => {
      const { result, said } = await inTab({ kind: 'steps', workload, steps: 20 }, run);
      const losses = lossesOf(result);
      const inNode: unknown[] = [];
      for await (const event of stepsOf(workload, 20)) inNode.push(event);
      expect(losses).toHaveLength(20);
      for (const [step, loss] of lossesOf(inNode).entries()) {
        expect(Math.abs(losses[step] - loss) / loss, `step ${step}`).toBeLessThan(1e-4);
      }
      expect(said).toEqual([]);
    },
  );

  test('every recipe trains, is used, saved and loaded with the numbers of Node', async () => {
    const { result, said } = await inTab({ kind: 'recipes' }, run);
    const outcomes = [...(result as Outcome[])];
    for await (const { numbers = {}, ...inNode } of tryRecipes((model) => model.files())) {
      const { numbers: found = {}, ...rest } = outcomes.shift()!;
      expect([inNode, rest]).toEqual([{ name: inNode.name }, { name: inNode.name }]);
      expect(Object.keys(found), inNode.name).toEqual(Object.keys(numbers));
      for (const [what, expected] of Object.entries(numbers))
        expectClose(found[what], expected, `${inNode.name}: ${what}`);
    }
    expect(outcomes).toEqual([]);
    expect(said).toEqual([]);
  });

  test('without cross-origin isolation one thread computes, and a notice says why', async () => {
    const task = { kind: 'steps', workload: 'dense', steps: 3 } as const;
    const { result, said } = await inTab(task, run, bare);
    expect(lossesOf(result)).toEqual(lossesOf((await inTab(task, run)).result));
    expect(said).toEqual([expect.stringMatching(/one thread.*Cross-Origin-Opener-Policy/)]);
  });

  test('a runtime whose files are missing is told with their addresses', async () => {
    await using empty = await serve([folder]);
    const trained = inTab({ kind: 'steps', workload: 'denseSmall', steps: 1 }, run, empty);
    const place = `${empty.url}ort-wasm-simd-threaded.mjs`;
    await expect(trained).rejects.toThrow(`Its files were expected at ${place}`);
  });

  test('the page stays free while a worker trains', async () => {
    // What else the machine does may hold up a page as well: the best of three tells.
    const task = { kind: 'steps', workload: 'deep', steps: 15 } as const;
    const gaps: number[] = [];
    for (let i = 0; i < 3; i++) {
      gaps.push((await inTab(task, (task) => page.gapDuring(task))).result);
    }
    expect(Math.min(...gaps), gaps.join()).toBeLessThan(60);
  });

  test('a run ends when it is aborted', async () => {
    const { result } = await inTab({ kind: 'steps', workload: 'dense', steps: 1e6 }, (task) =>
      page.run(task, 20),
    );
    const events = result as { readonly kind: string; readonly reason?: string }[];
    expect(events.at(-1)).toMatchObject({ kind: 'end', reason: 'aborted' });
    expect(events.length).toBeLessThan(60);
  });

  test.skipIf(process.platform !== 'linux')(
    'aborted runs leave no memory behind, and neither does a worker that ends',
    async () => {
      const task = { kind: 'steps', workload: 'deep', steps: 100 } as const;
      const tab = await browser.newPage();
      await tab.goto(site.url);
      const loaded = await pageMemory(browser);
      const abortRuns = async (count: number) => {
        for (let run = 0; run < count; run++) {
          await tab.evaluate((task: Task) => page.abortSoon(task), task);
        }
        return pageMemory(browser);
      };
      const few = await abortRuns(2);
      const many = await abortRuns(6);
      // A run holds more than 100 MiB, so six of them would be seen.
      expect(few).toBeGreaterThan(loaded + 100);
      expect(many).toBeLessThan(few + 200);
      await tab.evaluate(() => page.endWorker());
      await expect.poll(() => pageMemory(browser), { timeout: 20_000 }).toBeLessThan(loaded + 100);
      await tab.close();
    },
  );

  test('a model saved in Node gives the same codes and samples from its address', async () => {
    const model = make();
    await fit(model, samples(), { epochs: 3 });
    await model.save(join(folder, 'model'));
    const inNode = await outputsOf(model);
    const { result } = await inTab({ kind: 'use', address: 'model/' }, run);
    const [outputs] = result as [Outputs];
    expect(outputs.codes).toHaveLength(64 * 3);
    expect(outputs.samples).toHaveLength(4 * 30);
    expectClose(outputs.codes, inNode.codes);
    expectClose(outputs.samples, inNode.samples);
    const missing = inTab({ kind: 'use', address: 'nowhere' }, run);
    await expect(missing).rejects.toThrow(/could not fetch .*nowhere\/model.json.* HTTP 404/);
  });

  test('a run goes on in a new tab from its checkpoint, with the same bits', async () => {
    const context = await browser.newContext();
    const resume = async (rest: { readonly steps: number; readonly path?: string }) => {
      const tab = await context.newPage();
      await tab.goto(site.url);
      const events = await tab.evaluate<unknown[], Task>(run, { kind: 'resume', ...rest });
      await tab.close();
      return events.at(-1);
    };
    const path = 'runs/small.safetensors';
    const whole = await resume({ steps: 22 });
    expect(await resume({ steps: 9, path })).toMatchObject({ kind: 'end', step: 9 });
    expect(await resume({ steps: 22, path })).toEqual(whole);
    await context.close();
  });

  test('a second run with the same checkpoint is refused', async () => {
    const { result } = await inTab({ kind: 'second', path: 'runs/held.safetensors' }, run);
    expect(result).toEqual([
      'InUseError: runs/held.safetensors is in use by another training run in this page or another one',
      'start',
      'batch',
      'epoch',
      'end',
    ]);
  });

  test('the page of the documentation, built by Vite, trains on digits', async () => {
    const built = join(folder, 'page');
    await build({ root: `${root}docs/browser`, build: { outDir: built }, logLevel: 'error' });
    await using page = await serve([built]);
    const tab = await browser.newPage();
    const said = listen(tab);
    await tab.goto(page.url);
    await tab.selectOption('#epochs', '5');
    await tab.click('#start');
    const status = () => tab.textContent('#status');
    await expect.poll(status, { timeout: 40_000 }).toContain('Done after 125 steps');
    const loss = Number(/held back: (\d+\.\d)/.exec((await status())!)![1]);
    expect(loss).toBeGreaterThan(100);
    expect(loss).toBeLessThan(220);
    expect(await tab.locator('#chart polyline').count()).toBe(2);
    expect(said).toEqual([]);
    await tab.close();
  });
});

/** Resident memory of the largest page, in MiB, as Linux tells it. */
async function pageMemory(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const pages = processInfo.filter(({ type }) => type === 'renderer');
  const sizes = pages.map(({ id }) => {
    const status = readFileSync(`/proc/${id}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
  });
  return Math.max(...sizes);
}

function expectClose(values: readonly number[], expected: readonly number[], what = ''): void {
  expect(values, what).toHaveLength(expected.length);
  const differences = values.map(
    (value, i) => Math.abs(value - expected[i]) / Math.max(1, Math.abs(expected[i])),
  );
  expect(Math.max(0, ...differences), what).toBeLessThan(1e-5);
}
