/** Says where the time of a training step goes: `npm run bench:profile -- [workloads]`. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { number } from '../format.js';
import { print, warn } from '../output.js';
import { markdownTable } from '../report/markdown.js';
import { workloads } from '../workloads/index.js';
import type { Workload } from '../workloads/workload.js';
import { kindOf, type Kind } from './kinds.js';
import type { OperatorTime } from './operators.js';

interface Profile {
  readonly milliseconds: number;
  readonly operators: readonly OperatorTime[];
}

const script = fileURLToPath(new URL('process.js', import.meta.url));
const kinds: readonly Kind[] = ['products', 'elementwise', 'sums', 'moves'];

const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => !workloads.some((workload) => workload.name === name));
if (unknown !== undefined) {
  warn(
    `there is no workload "${unknown}"; there are: ${workloads.map(({ name }) => name).join(', ')}`,
  );
  process.exit(2);
}

const rows: string[][] = [];
for (const workload of workloads) {
  if (wanted.length > 0 && !wanted.includes(workload.name)) continue;
  warn(workload.title);
  rows.push(rowOf(workload, await profileOf(workload)));
}
print(
  markdownTable(
    ['Step of', 'ms', 'Nodes', 'Products', 'Elementwise', 'Sums', 'Moves', 'Rest', 'Slowest'],
    rows,
  ),
);

async function profileOf({ name }: Workload): Promise<Profile> {
  const { stdout } = await promisify(execFile)(process.execPath, [script, name]);
  return JSON.parse(stdout.trim().split('\n').at(-1)!) as Profile;
}

function rowOf({ title }: Workload, { milliseconds, operators }: Profile): string[] {
  const sum = (chosen: readonly OperatorTime[]) =>
    chosen.reduce((total, operator) => total + operator.milliseconds, 0);
  // The profiler takes time at every node, and so more in sum than the step where
  // nodes are many and small.
  const whole = Math.max(milliseconds, sum(operators));
  const share = (time: number) => `${Math.round((100 * time) / whole)} %`;
  const slowest = operators.toSorted((a, b) => b.milliseconds - a.milliseconds).slice(0, 3);
  return [
    title,
    number(milliseconds),
    Math.round(operators.reduce((count, operator) => count + operator.count, 0)).toString(),
    ...kinds.map((kind) =>
      share(sum(operators.filter(({ operator }) => kindOf(operator) === kind))),
    ),
    share(whole - sum(operators)),
    slowest.map((each) => `${each.operator} ${number(each.milliseconds)}`).join(', '),
  ];
}
