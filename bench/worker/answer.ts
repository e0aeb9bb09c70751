import { createInterface } from 'node:readline';
import { median } from '../statistics.js';
import { peakMemory } from './peakMemory.js';
import type { Hello, Request, Timing } from './protocol.js';
import { yardstick } from './yardstick.js';

/** What is timed. */
export interface Repeated {
  /** The task, once. */
  readonly once: () => Promise<unknown>;
  /** How often it is done in a measurement, at least. */
  readonly fewest: number;
  /** Seconds before the first measurement, in which compilers and memory settle. */
  readonly warmUp: number;
}

/** What an engine's process does: it says hello and times a task until its input ends. */
export async function answer(
  hello: { readonly engine: string; readonly parameters?: number },
  repeated: Repeated,
): Promise<void> {
  const start = performance.now();
  await repeated.once();
  const first = (performance.now() - start) / 1000;
  const length = median(Array.from({ length: 3 }, yardstick)) / 1000;
  await time(repeated, { seconds: repeated.warmUp });
  await serve({ ...hello, first, yardstick: length }, (request) => time(repeated, request));
}

/** Says hello and answers requests until the input ends. */
export async function serve(
  hello: Hello,
  measure: (request: Request) => Promise<Omit<Timing, 'peakMemory'>>,
): Promise<void> {
  say(hello);
  for await (const line of createInterface(process.stdin)) {
    const timing = await measure(JSON.parse(line) as Request);
    say({ ...timing, peakMemory: await peakMemory() });
  }
}

/** Writes one message. */
export function say(message: Hello | Timing): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}

/** Repeats a task for a while. */
export async function time(
  { once, fewest }: Pick<Repeated, 'once' | 'fewest'>,
  { seconds }: Request,
): Promise<Omit<Timing, 'peakMemory'>> {
  const times: number[] = [];
  const start = performance.now();
  let before = start;
  while (times.length < fewest || before - start < seconds * 1000) {
    await once();
    const now = performance.now();
    times.push(now - before);
    before = now;
  }
  return { repetitions: times.length, milliseconds: median(times) };
}
