import { writeFile } from 'node:fs/promises';
import { axes, kinds, type Kind } from './axes.js';
import { nameOf } from './nameOf.js';
import { tolerance } from './outcome.js';
import { tallyOf, type Tried } from './run.js';

const file = 'docs/matrix.md';

/** Writes the page of the matrix; gives a line that says so. */
export async function record(tried: readonly Tried[]): Promise<string> {
  await writeFile(file, page(tried));
  return `wrote ${file}`;
}

function page(tried: readonly Tried[]): string {
  const { trained, agreed, refused, failed } = tallyOf(tried.map(({ outcome }) => outcome));
  return `# What goes together

Parts are made to be combined. \`npm run matrix\` puts them together in an order without pattern, of all that can be
(${kinds.map((kind) => `${Object.keys(axes[kind]).length} ${plural(kind)}`).join(' x ')}), and trains what is a model
for 30 steps on small real images, compiled by ONNX Runtime and eagerly by TensorFlow.js.

Of ${tried.length} combinations ${refused} are refused when the model is made, with a reason; ${trained} train and their loss
falls, of which ${agreed} agree between the engines to ${tolerance} of the loss at each of the 30 steps; ${failed} fail.

${kinds.map((kind) => section(kind, tried)).join('\n\n')}

## Why combinations are refused

${reasons(tried)}

## What fails

${failures(tried)}

## Where the engines differ by more

${apart(tried)}
`;
}

const plural = (kind: Kind) => (kind === 'code' ? 'codes' : `${kind}s`);

/** How often each choice of a kind was trained, and refused. */
function section(kind: Kind, tried: readonly Tried[]): string {
  const rows = Object.keys(axes[kind]).map((name) => {
    const outcomes = tried
      .filter(({ combination }) => combination[kind] === name)
      .map(({ outcome }) => outcome);
    const { trained, agreed, refused, failed } = tallyOf(outcomes);
    return `| ${name} | ${trained} | ${agreed} | ${refused} | ${failed} |`;
  });
  return `| ${kind} | trained | agreed | refused | failed |\n| --- | ---: | ---: | ---: | ---: |\n${rows.join('\n')}`;
}

/** Reasons without what differs from combination to combination, the most frequent first. */
function reasons(tried: readonly Tried[]): string {
  const counts = new Map<string, number>();
  for (const { outcome } of tried) {
    if (outcome.kind !== 'refused') continue;
    const reason = outcome.reason.replace(/\[[\d, ]+\]/g, '[...]').replace(/\d+/g, 'n');
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  const sorted = [...counts].toSorted(([, a], [, b]) => b - a);
  return sorted.map(([reason, count]) => `- ${count}: ${reason}`).join('\n');
}

function failures(tried: readonly Tried[]): string {
  const lines = tried.flatMap(({ combination, outcome }) =>
    outcome.kind === 'failed' ? [`- ${nameOf(combination)}: ${outcome.reason}`] : [],
  );
  return lines.length === 0 ? 'Nothing.' : lines.join('\n');
}

function apart(tried: readonly Tried[]): string {
  const lines = tried.flatMap(({ combination, outcome }) =>
    outcome.kind === 'trained' && outcome.difference > tolerance
      ? [`- ${outcome.difference.toPrecision(2)}: ${nameOf(combination)}`]
      : [],
  );
  return lines.length === 0 ? 'Nowhere.' : lines.join('\n');
}
