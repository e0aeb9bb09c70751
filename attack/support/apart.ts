import { fork } from 'node:child_process';
import type { Attack, Context, Outcome } from '../attack.js';
import { program } from './process.js';

/** What a process of its own is told. */
export interface Task {
  readonly attack: string;
  readonly context: Omit<Context, 'progress'>;
}

/** What it answers. */
export type Answer =
  | { readonly kind: 'progress'; readonly done: number; readonly total: number }
  | { readonly kind: 'outcome'; readonly outcome: Outcome }
  | { readonly kind: 'error'; readonly message: string };

/** The same attack in a process of its own, which may be ended by it. */
export function apart({ name, promise }: Attack): Attack {
  return {
    name,
    promise,
    run({ progress, ...context }) {
      const task: Task = { attack: name, context };
      const child = fork(program('apart'), [JSON.stringify(task)], {
        execArgv: ['--expose-gc'],
        stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      });
      let stderr = '';
      let outcome: Outcome | undefined;
      let [at, message] = [0, ''];
      child.stderr!.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
      child.on('message', (answer: Answer) => {
        if (answer.kind === 'outcome') outcome = answer.outcome;
        else if (answer.kind === 'error') message = answer.message;
        else progress((at = answer.done), answer.total);
      });
      return new Promise((resolve, reject) => {
        child.on('error', reject);
        child.on('close', (code, signal) => {
          const last = stderr.trim().split('\n').slice(-3).join(' ').slice(0, 300);
          const what = `scenario ${at + 1} ended the process (${signal ?? code}): ${last}`;
          if (message !== '') reject(new Error(message));
          else resolve(outcome ?? { tried: at + 1, failures: [what] });
        });
      });
    },
  };
}
