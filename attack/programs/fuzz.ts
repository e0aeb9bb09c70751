// Gives a target its inputs from one number to another. Writes the number that is on into a file
// before each, so that a hang can be told; prints what failed as JSON.
import { mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { targets } from '../fuzz/targets/index.js';
import type { Found, Job } from '../fuzz/job.js';
import type { Target } from '../fuzz/target.js';
import { shrink, tryOne } from '../fuzz/tryOne.js';
import { Draw } from '../support/draw.js';

const job = JSON.parse(process.argv[2]) as Job;
const target = targets.find(({ name }) => name === job.target) as unknown as Target<unknown>;
const folder = mkdtempSync(join(tmpdir(), 'attack-fuzz-'));
const reader = await target.setUp(folder);
const number = openSync(job.progress, 'w');
const found = new Map<string, Found>();
const counts = { accepted: 0, refused: 0, failed: 0 };
const drawOf = (input: number) => new Draw(job.seed, target.name, input);

for (let input = job.from; input < job.to; input++) {
  writeSync(number, String(input).padEnd(12), 0);
  const { start, edits } = reader.draw(drawOf(input));
  const damaged = edits.reduce((value, edit) => edit(value), start);
  const { kind, what } = await tryOne(reader, target.named, damaged);
  counts[kind]++;
  if (kind !== 'failed') continue;
  const known = found.get(what);
  if (known) known.count++;
  else {
    const kept = join(job.kept, `${target.name.replace(/\W+/g, '-')}-${job.seed}-${input}`);
    const small = await shrink(reader, target.named, drawOf(input), what);
    writeFileSync(kept, reader.contents(small));
    found.set(what, { what, count: 1, first: input, kept });
  }
}
rmSync(folder, { recursive: true });
console.log(JSON.stringify({ counts, found: [...found.values()] }));
process.exit(0);
