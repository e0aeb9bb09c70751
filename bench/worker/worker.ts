import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { Hello, Request, Timing } from './protocol.js';

/** A command with its arguments. */
export type Command = readonly [file: string, ...args: string[]];

/** An engine at work in a process of its own. */
export class Worker {
  private constructor(
    private readonly child: ChildProcessByStdio<Writable, Readable, null>,
    private readonly lines: AsyncIterator<string>,
  ) {}

  /** Starts a process; it is ended if it cannot run the workload, and then says why. */
  static async start([file, ...args]: Command): Promise<{ worker: Worker; hello: Hello }> {
    const child = spawn(file, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    const failed = new Promise<never>((_, reject) => child.once('error', reject));
    const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
    const worker = new Worker(child, lines);
    try {
      return { worker, hello: await Promise.race([worker.read<Hello>(), failed]) };
    } catch (error) {
      worker.stop();
      const reason = error instanceof Error ? error.message : String(error);
      return { worker, hello: { unavailable: reason } };
    }
  }

  /** Trains for a while. */
  async train(request: Request): Promise<Timing> {
    this.child.stdin.write(`${JSON.stringify(request)}\n`);
    return this.read<Timing>();
  }

  /** Ends the process. */
  stop(): void {
    this.child.kill();
  }

  private async read<Message>(): Promise<Message> {
    const { value, done } = (await this.lines.next()) as IteratorResult<string, undefined>;
    if (done) throw new Error('the process ended before it answered; its error is above');
    return JSON.parse(value) as Message;
  }
}
