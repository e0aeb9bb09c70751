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

/** Headings of the table. */
export function header(engines: readonly string[]): string {
  return line(['', ...engines]);
}

/** One line of the table: milliseconds per step, and our time as a share of theirs. */
export function row({ title }: Workload, engines: readonly string[], result: Result): string {
  const cells = engines.map((name) => {
    const engine = result.engines.find((each) => each.engine === name);
    if (!engine) return '-';
    const { median, ratio } = engine;
    const time = median < 100 ? median.toPrecision(3) : median.toFixed();
    return ratio ? `${time}  ${describe(ratio)}` : time;
  });
  return line([title, ...cells]);
}

function describe({ ratio, lowest, highest }: Ratio): string {
  return `x${ratio.toFixed(2)} (${lowest.toFixed(2)}-${highest.toFixed(2)})`;
}

function line([title, ...cells]: readonly string[]): string {
  return (title.padEnd(42) + cells.map((cell) => cell.padEnd(28)).join('')).trimEnd();
}
