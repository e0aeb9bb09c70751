import { arch, cpus, loadavg, platform } from 'node:os';
import type { Measured } from './measure.js';
import { compare, median, type Ratio } from './statistics.js';
import type { Workload } from './workloads/workload.js';

/** Results of one workload. */
export interface Result {
  readonly workload: string;
  readonly batchSize: number;
  readonly engines: readonly (Measured & {
    /** Milliseconds per step. */
    readonly median: number;
    /** How the zoo compares with this engine; absent for the zoo itself. */
    readonly ratio?: Ratio;
  })[];
}

/** Medians and ratios of what was measured; the first engine is the zoo. */
export function resultOf(workload: Workload, measured: readonly Measured[]): Result {
  const [ours, ...theirs] = measured;
  return {
    workload: workload.name,
    batchSize: workload.batchSize,
    engines: [
      { ...ours, median: median(ours.rounds) },
      ...theirs.map((peer) => ({
        ...peer,
        median: median(peer.rounds),
        ratio: compare(ours.rounds, peer.rounds),
      })),
    ],
  };
}

/** The machine, as figures need it beside them. */
export function machine() {
  const processors = cpus();
  const [{ model }] = processors;
  return {
    processor: model.trim(),
    cores: processors.length,
    platform: `${platform()} ${arch()}`,
    node: process.version,
    /** Processes that wanted to run in the last minute. */
    load: loadavg()[0],
  };
}

const titleWidth = 40;
const engineWidth = 30;

/** Headings of the table. */
export function header(engines: readonly string[]): string {
  return ['', ...engines]
    .map((text, i) => text.padEnd(i === 0 ? titleWidth : engineWidth))
    .join('')
    .trimEnd();
}

/** One line of the table: milliseconds per step, and our time as a share of theirs. */
export function row({ title }: Workload, engines: readonly string[], result: Result): string {
  const cells = engines.map((name) => {
    const engine = result.engines.find((each) => each.engine === name);
    if (!engine) return '-';
    const { ratio } = engine;
    const share =
      ratio && `  x${fixed(ratio.ratio)} (${fixed(ratio.lowest)}-${fixed(ratio.highest)})`;
    return engine.median.toPrecision(3) + (share ?? '');
  });
  return [title, ...cells]
    .map((text, i) => text.padEnd(i === 0 ? titleWidth : engineWidth))
    .join('')
    .trimEnd();
}

const fixed = (value: number) => value.toFixed(2);
