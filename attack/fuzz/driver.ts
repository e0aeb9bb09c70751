import { readFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Attack, Context } from '../attack.js';
import { program } from '../support/process.js';
import type { Found, Job, Report } from './job.js';
import type { AnyTarget } from './target.js';
import { largest, longest } from './tryOne.js';

/** Seconds without an answer after which a process is ended. */
const patience = 20;
/** Bytes of memory with which a process is ended. */
const limit = 3 * 2 ** 30;
/** How often a process that ended is replaced. */
const lives = 20;

/**
 * Gives a target thousands of damaged inputs, each of which can be drawn again by seed and number.
 */
export function fuzzed(target: AnyTarget): Attack {
  return {
    name: `fuzz of ${target.name}`,
    promise: `refused by name, or sound; at most ${longest / 1000} s and ${largest / 2 ** 20} MiB`,
    async run(context) {
      const { quick, number } = context;
      const from = number ?? 0;
      const total = number === undefined ? (quick ? target.quickly : 10_000) : 1;
      const processes = quick || total === 1 ? 1 : Math.min(4, availableParallelism());
      const share = Math.ceil(total / processes);
      const done = new Array<number>(processes).fill(0);
      const reports = await Promise.all(
        done.map((_, index) => {
          const [first, last] = [index * share, Math.min(total, (index + 1) * share)];
          return shareOf(target, context, from + first, from + last, (count) => {
            done[index] = count;
            context.progress(
              done.reduce((a, b) => a + b),
              total,
            );
          });
        }),
      );
      const found = together(reports.flat());
      const accepted = reports.flat().reduce((sum, { counts }) => sum + counts.accepted, 0);
      return {
        tried: total,
        failures: found.map(
          ({ what, count, first, kept }) =>
            `${what} (${count} times, first number ${first} of seed ${context.seed}${kept === '' ? '' : `, kept as ${kept}`})`,
        ),
        remark: `${accepted.toLocaleString('en')} sound`,
      };
    },
  };
}

/**
 * Tries numbers in turn. A process that hangs or crashes is replaced after the number it was at.
 */
async function shareOf(
  { name: target }: AnyTarget,
  { folder, kept, seed }: Context,
  from: number,
  to: number,
  tell: (count: number) => void,
): Promise<Report[]> {
  const reports: Report[] = [];
  for (let next = from, life = 0; next < to; life++) {
    const progress = join(folder, `number-${from}-${life}`);
    const job: Job = { target, seed, from: next, to, progress, kept };
    const { report, at, why } = await processOf(job, (number) => tell(number - from));
    if (report) reports.push(report);
    if (report) break;
    reports.push(harm(at, why));
    if (life === lives) {
      reports.push(harm(at, `gave up after ${lives} processes ended; numbers after this remain`));
      break;
    }
    next = at + 1;
  }
  return reports;
}

const harm = (first: number, what: string): Report => ({
  counts: { accepted: 0, refused: 0, failed: 1 },
  found: [{ what, count: 1, first, kept: '' }],
});

interface Ended {
  readonly report: Report | undefined;
  /** The number that was on. */
  readonly at: number;
  /** Why it ended, if it gave no report. */
  readonly why: string;
}

function processOf(job: Job, tell: (number: number) => void): Promise<Ended> {
  const child = spawn(
    process.execPath,
    ['--max-old-space-size=2048', program('fuzz'), JSON.stringify(job)],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let [stdout, stderr, killed] = ['', '', ''];
  let number: number | undefined;
  let since = performance.now();
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const watch = setInterval(() => {
    const now = numberIn(job.progress);
    if (now === undefined) since = performance.now();
    else if (now !== number) {
      [number, since] = [now, performance.now()];
      tell(now);
    } else if (performance.now() - since > patience * 1000) killed = `hung for ${patience} s`;
    if (memoryOf(child.pid) > limit) killed = `took more than ${limit / 2 ** 30} GiB`;
    if (killed !== '') child.kill('SIGKILL');
  }, 250);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      clearInterval(watch);
      const report = code === 0 ? (JSON.parse(stdout) as Report) : undefined;
      const said = stderr.split('\n').find((line) => /error/i.test(line)) ?? '';
      const why = killed || `ended the process (${signal ?? code}): ${said.slice(0, 160)}`;
      resolve({ report, at: numberIn(job.progress) ?? job.from, why });
    });
  });
}

function numberIn(file: string): number | undefined {
  try {
    const text = readFileSync(file, 'utf8').trim();
    return text === '' ? undefined : Number(text);
  } catch {
    return undefined;
  }
}

/** Bytes that a process holds; 0 where the system does not tell. */
function memoryOf(pid: number | undefined): number {
  try {
    const status = readFileSync(`/proc/${pid ?? 0}/status`, 'utf8');
    return 1024 * Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0);
  } catch {
    return 0;
  }
}

/** The same fault of several processes is one. */
function together(reports: readonly Report[]): Found[] {
  const all = new Map<string, Found>();
  for (const found of reports.flatMap((report) => report.found)) {
    const known = all.get(found.what);
    if (known) known.count += found.count;
    else all.set(found.what, { ...found });
  }
  return [...all.values()].sort((a, b) => b.count - a.count);
}
