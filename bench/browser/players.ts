import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import type { Answer, Preparation, Question } from './contestant.js';

/** What a player found in one round. */
export interface Timing {
  /** Median of a step. */
  readonly milliseconds: number;
  /** The longest time in which the page could do nothing, in milliseconds; of a page only. */
  readonly gap?: number;
}

/** Someone who trains a workload somewhere else. */
export interface Player extends AsyncDisposable {
  /** Losses of the first steps. */
  readonly losses: readonly number[];
  time(seconds: number): Promise<Timing>;
}

/** A process of Node. */
export async function nodePlayer(preparation: Preparation): Promise<Player> {
  const child = fork(fileURLToPath(new URL('./node.process.js', import.meta.url)));
  const ask = async (question: Question): Promise<Answer> => {
    child.send(question);
    const [answer] = (await Promise.race([once(child, 'message'), ended(child)])) as [Answer];
    return answer;
  };
  const losses = lossesIn(await ask({ kind: 'prepare', ...preparation }));
  return {
    losses,
    time: async (seconds) => timingIn(await ask({ kind: 'time', seconds })),
    async [Symbol.asyncDispose]() {
      child.kill();
      await once(child, 'exit');
    },
  };
}

async function ended(child: ReturnType<typeof fork>): Promise<never> {
  const [code] = (await once(child, 'exit')) as [number | null];
  throw new Error(`the process of Node ended with ${code ?? 'a signal'}`);
}

/** A page with a Web Worker, which does the work. */
export async function pagePlayer(
  browser: Browser,
  { url, script }: WorkerScript,
  preparation: Preparation,
): Promise<Player> {
  const page = await browser.newPage();
  await page.goto(url);
  await page.evaluate((script) => {
    const worker = new Worker(script, { type: 'module' });
    const ask = async (question: unknown) => {
      let last = performance.now();
      let gap = 0;
      // Timers as they come: what holds up the page holds up these.
      const timer = setInterval(() => {
        const now = performance.now();
        gap = Math.max(gap, now - last);
        last = now;
      });
      try {
        const answer = await new Promise((resolve, reject) => {
          worker.onmessage = ({ data }) => resolve(data);
          worker.onerror = ({ message }) => reject(new Error(message));
          worker.postMessage(question);
        });
        return { answer, gap };
      } finally {
        clearInterval(timer);
      }
    };
    Object.assign(globalThis, { ask });
  }, script);
  const ask = (question: Question) =>
    page.evaluate((question) => (globalThis as unknown as PageGlobals).ask(question), question);
  const { answer } = await ask({ kind: 'prepare', ...preparation });
  return {
    losses: lossesIn(answer),
    async time(seconds) {
      const { answer, gap } = await ask({ kind: 'time', seconds });
      return { ...timingIn(answer), gap };
    },
    [Symbol.asyncDispose]: () => page.close(),
  };
}

/** Where the work is done. */
export interface WorkerScript {
  /** Of the page. */
  readonly url: string;
  /** Of the worker; relative to the page. */
  readonly script: string;
}

interface PageGlobals {
  ask(question: Question): Promise<{ answer: Answer; gap: number }>;
}

function lossesIn(answer: Answer): readonly number[] {
  if (answer.kind === 'prepared') return answer.losses;
  throw new Error(answer.kind === 'failed' ? answer.reason : `expected losses, got ${answer.kind}`);
}

function timingIn(answer: Answer): Timing {
  if (answer.kind === 'timed') return { milliseconds: answer.milliseconds };
  throw new Error(answer.kind === 'failed' ? answer.reason : `expected times, got ${answer.kind}`);
}
