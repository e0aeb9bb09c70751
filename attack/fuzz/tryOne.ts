import type { Draw } from '../support/draw.js';
import { messageOf } from '../support/scenarios.js';
import type { Edit, Reader } from './target.js';

/** Milliseconds of a processor that one input may take. */
export const longest = 2000;
/** Bytes by which one input may let the memory of the process grow. */
export const largest = 256 * 2 ** 20;

/** What came of an input. */
export interface Verdict {
  readonly kind: 'accepted' | 'refused' | 'failed';
  /** Of what failed: the same for the same fault. */
  readonly what: string;
}

/** Gives a reader one input. */
export async function tryOne<Input>(
  reader: Reader<Input>,
  named: RegExp,
  input: Input,
): Promise<Verdict> {
  const begin = process.cpuUsage();
  const peak = process.resourceUsage().maxRSS;
  const verdict = await read(reader, named, input);
  const [milliseconds, bytes] = [
    millisecondsSince(begin),
    1024 * (process.resourceUsage().maxRSS - peak),
  ];
  if (milliseconds > longest) return failed(`took more than ${longest / 1000} s`);
  if (bytes > largest) return failed(`took more than ${largest / 2 ** 20} MiB`);
  if ('polluted' in {}) return failed('changed the prototype of all objects');
  return verdict;
}

function millisecondsSince(begin: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(begin);
  return (user + system) / 1000;
}

const failed = (what: string): Verdict => ({ kind: 'failed', what });

async function read<Input>(reader: Reader<Input>, named: RegExp, input: Input): Promise<Verdict> {
  try {
    await reader.attempt(input);
    return { kind: 'accepted', what: '' };
  } catch (error) {
    const message = messageOf(error);
    const name = error instanceof Error ? error.name : typeof error;
    if (name === 'Violation') return failed(kindOf(message));
    if (!named.test(message)) return failed(`not named: ${name}: ${kindOf(message)}`);
    // eslint-disable-next-line no-control-regex -- which is what is looked for
    if (/[\u0000-\u0008\u000b-\u001f\u007f]/.test(message)) {
      return failed('control characters of the input stand in the message');
    }
    return { kind: 'refused', what: '' };
  }
}

/** A message without what differs from input to input. */
const kindOf = (message: string) =>
  message
    .replace(/[\d.]+/g, '#')
    .replace(/\s+/g, ' ')
    .slice(0, 160);

/** A damaged input with as few damages as give the same verdict. */
export async function shrink<Input>(
  reader: Reader<Input>,
  named: RegExp,
  draw: Draw,
  what: string,
): Promise<Input> {
  const { start, edits } = reader.draw(draw);
  const apply = (some: readonly Edit<Input>[]) => some.reduce((input, edit) => edit(input), start);
  let kept = edits;
  for (const edit of edits) {
    const fewer = kept.filter((other) => other !== edit);
    if (fewer.length === 0) break;
    const verdict = await tryOne(reader, named, apply(fewer)).catch(() => undefined);
    if (verdict?.what === what) kept = fewer;
  }
  return apply(kept);
}
