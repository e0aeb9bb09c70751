import { createInterface } from 'node:readline';
import { median } from '../statistics.js';
import type { Hello, Request, Timing } from './protocol.js';

/** Steps and time before the first measurement, in which compilers and memory settle. */
const warmUp: Request = { seconds: 0.5 };
const fewestSteps = 3;

/** What an engine's process does: it says hello and times steps until its input ends. */
export async function answer(hello: Hello, step: () => Promise<void>): Promise<void> {
  await time(warmUp, step);
  say(hello);
  for await (const line of createInterface(process.stdin)) {
    say(await time(JSON.parse(line) as Request, step));
  }
}

/** Writes one message. */
export function say(message: Hello | Timing): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}

async function time({ seconds }: Request, step: () => Promise<void>): Promise<Timing> {
  const times: number[] = [];
  const start = performance.now();
  let before = start;
  while (times.length < fewestSteps || before - start < seconds * 1000) {
    await step();
    const now = performance.now();
    times.push(now - before);
    before = now;
  }
  return { steps: times.length, milliseconds: median(times) };
}
