import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { Hello, Request, Timing } from './protocol.js';

/** A command with its arguments. */
export type Command = readonly [file: string, ...args: string[]];

/** Seconds that a process has to end by itself. */
const patience = 10;

/** An engine at work in a process of its own. */
export class Worker {
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  readonly #lines: AsyncIterator<string>;

  private constructor(
    child: ChildProcessByStdio<Writable, Readable, null>,
    lines: AsyncIterator<string>,
  ) {
    this.#child = child;
    this.#lines = lines;
  }

  /** Starts a process and hears whether it can do its task; one that breaks cannot. */
  static async start([file, ...args]: Command): Promise<{ worker: Worker; hello: Hello }> {
    const child = spawn(file, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    const worker = new Worker(child, createInterface(child.stdout)[Symbol.asyncIterator]());
    try {
      await once(child, 'spawn');
    } catch (error) {
      return { worker, hello: { unavailable: String(error) } };
    }
    try {
      const hello = await worker.#read<Hello>();
      if (!('first' in hello)) await worker.stop();
      return { worker, hello };
    } catch (error) {
      return { worker, hello: { incapable: String(error) } };
    }
  }

  /**
   * Repeats the task for a while.
   *
   * @throws Error when the process ends.
   */
  async time(request: Request): Promise<Timing> {
    this.#child.stdin.write(`${JSON.stringify(request)}\n`);
    return this.#read<Timing>();
  }

  /**
   * Ends the process, and waits until it has ended: what runs next shall have the
   * machine for itself.
   */
  async stop(): Promise<void> {
    const { pid, exitCode, signalCode } = this.#child;
    if (pid === undefined || exitCode !== null || signalCode !== null) return;
    const ended = once(this.#child, 'exit');
    this.#child.stdin.end();
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), patience * 1000);
    await ended;
    clearTimeout(timer);
  }

  async #read<Message>(): Promise<Message> {
    const { value, done } = (await this.#lines.next()) as IteratorResult<string, undefined>;
    if (done)
      throw new Error(
        `${this.#child.spawnargs.join(' ')} ended without an answer; its error is above`,
      );
    return JSON.parse(value) as Message;
  }
}
