/** Measures how cost grows: `npm run bench:growth -- [--only axes] [--rounds n] [--into dir]`. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { number } from '../format.js';
import { machine } from '../machine.js';
import { print, warn } from '../output.js';
import { axes, type Axis } from './axes.js';
import { middle, type Point } from './curve.js';
import { writeGrowth, type Curves } from './report.js';

const script = fileURLToPath(new URL('process.js', import.meta.url));

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: axes.map(({ name }) => name).join(',') },
    rounds: { type: 'string', default: '3' },
    into: { type: 'string', default: 'runs/growth' },
  },
});
const rounds = Number(values.rounds);
const wanted = values.only.split(',');
const unknown = wanted.find((name) => !axes.some((axis) => axis.name === name));
if (unknown !== undefined || !Number.isInteger(rounds) || rounds < 1) {
  warn(
    unknown === undefined
      ? `--rounds takes a whole number above 0, but got "${values.rounds}"`
      : `there is no axis "${unknown}"; there are: ${axes.map(({ name }) => name).join(', ')}`,
  );
  process.exit(2);
}

const begin = { machine: machine(), date: new Date().toISOString(), rounds };
const curves: Curves[] = [];
for (const axis of axes.filter(({ name }) => wanted.includes(name))) {
  const { name, title, label } = axis;
  print(`\n${title}`);
  curves.push({ name, title, label, points: await measured(axis) });
}
print(`\n${(await writeGrowth(values.into, { ...begin, curves })).join('\n')}`);

/** All values in each round, so that a slow spell of the machine hits all of them. */
async function measured({ name, values: at }: Axis): Promise<Point[]> {
  const points = new Map<number, Point[]>(at.map((value) => [value, []]));
  for (let round = 0; round < rounds; round++) {
    for (const value of round % 2 === 0 ? at : at.toReversed()) {
      const { stdout } = await promisify(execFile)(process.execPath, [script, name, `${value}`]);
      points.get(value)!.push(JSON.parse(stdout.trim().split('\n').at(-1)!) as Point);
    }
  }
  return at.map((value) => {
    const point = middle(points.get(value)!);
    const { first, milliseconds, memory } = point;
    print(
      `${value.toLocaleString('en').padStart(10)}  first ${number(first)} s, then ${number(milliseconds)} ms, ${number(memory / 1e6)} MB`,
    );
    return point;
  });
}
