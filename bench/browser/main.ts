import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tryFile, writeFileAtomically } from '@autoencoder-zoo/core/files/node';
import type { Browser } from 'playwright-core';
import { machine } from '../machine.js';
import { print, warn } from '../output.js';
import { number, times } from '../format.js';
import { bundleWorkers, runtimes } from './bundle.js';
import { launch } from './chromium.js';
import { parse, usage, UsageError, type Options } from './options.js';
import { nodePlayer, pagePlayer, type Player, type Timing } from './players.js';
import { resultOf, type BrowserReport, type BrowserResult, type Played } from './results.js';
import { serve } from './site.js';

/** Steps whose losses are compared. */
const COMPARED = 20;

type Workload = Options['workloads'][number];

async function run(args: readonly string[]): Promise<void> {
  const options = parse(args);
  if (options.help) {
    print(usage);
    return;
  }
  const folder = await mkdtemp(join(tmpdir(), 'bench-browser-'));
  const browser = await launch();
  try {
    await bundleWorkers(folder);
    await using site = await serve([folder, ...runtimes]);
    await compare(browser, site.url, options);
  } finally {
    await browser.close();
    await rm(folder, { recursive: true });
  }
}

async function compare(browser: Browser, url: string, options: Options): Promise<void> {
  const { rounds, seconds, json } = options;
  await tryFile(json);
  const head = { machine: machine(), chromium: browser.version(), date: new Date().toISOString() };
  print(
    `Milliseconds per training step: median of ${rounds} rounds, and the ratios' range. Chromium ${browser.version()}.\n`,
  );
  print(line(['', 'Node', 'browser', 'x Node', 'tfjs wasm', 'faster', 'gap ms', 'losses differ']));
  const results: BrowserResult[] = [];
  for (const workload of options.workloads) {
    const result = await play(browser, url, workload, options);
    results.push(result);
    print(row(result));
  }
  const report: BrowserReport = { ...head, rounds, seconds, results };
  await writeFileAtomically(json, `${JSON.stringify(report, undefined, 2)}\n`);
  print(`\n${json}`);
}

/**
 * Lets all take turns, in an order that alternates, so that a slow spell of the
 * machine hits all of them.
 */
async function play(
  browser: Browser,
  url: string,
  workload: Workload,
  { rounds, seconds }: Options,
): Promise<BrowserResult> {
  const { name } = workload;
  const preparation = { workload: name, engine: {}, steps: COMPARED };
  await using node = await nodePlayer(preparation);
  await using zoo = await pagePlayer(browser, { url, script: 'zoo.js' }, preparation);
  const script = { url, script: 'tfjs.js' };
  const engine = { engine: 'eager', backend: 'wasm' } as const;
  await using tfjs = await pagePlayer(browser, script, { ...preparation, engine, steps: 1 }).catch(
    (error: unknown) => {
      warn(`TensorFlow.js cannot train ${name}: ${String(error).split('\n')[0]}`);
      return undefined;
    },
  );
  const players: Player[] = tfjs ? [node, zoo, tfjs] : [node, zoo];
  const played = new Map(players.map((player) => [player, [] as Timing[]]));
  for (let round = 0; round < rounds; round++) {
    for (const player of round % 2 === 0 ? players : players.toReversed()) {
      played.get(player)!.push(await player.time(seconds));
    }
  }
  const of = (player: Player): Played => ({ player, rounds: played.get(player)! });
  return resultOf(workload, { node: of(node), browser: of(zoo), tfjs: tfjs && of(tfjs) });
}

function row(result: BrowserResult): string {
  const { node, browser, tfjs } = result.milliseconds;
  return line([
    result.title,
    number(node!),
    number(browser!),
    times(result.timesNode),
    tfjs === undefined ? '-' : number(tfjs),
    times(result.overTfjs),
    result.longestGap.toFixed(),
    result.lossDifference.toExponential(1),
  ]);
}

function line([title, ...cells]: readonly string[]): string {
  const widths = [9, 9, 19, 11, 19, 8, 0];
  return (title.padEnd(36) + cells.map((cell, i) => cell.padEnd(widths[i])).join('')).trimEnd();
}

try {
  await run(process.argv.slice(2));
} catch (error) {
  warn(error instanceof UsageError ? `${error.message}\n\n${usage}` : String(error));
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
