import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { bundle } from './bundle.js';
import { root } from './sources.js';

/** How a process ended. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Its standard output, line by line. */
  readonly lines: readonly string[];
}

/** A program of `test/programs` that runs in processes of its own. */
export class Program {
  readonly #file: string;

  private constructor(file: string) {
    this.#file = file;
  }

  /** Makes a program of `test/programs/<name>.ts` and the packages' sources. */
  static async load(name: string): Promise<Program> {
    // Inside the project, so that it finds the packages that it depends on.
    const folder = `${root}node_modules/.cache/programs/${name}`;
    const { outputFiles } = await bundle({
      entryPoints: {
        [name]: `${root}test/programs/${name}.ts`,
        peerThread: `${root}packages/engine/src/session/peerThread.ts`,
      },
      platform: 'node',
      packages: 'external',
      // What is imported when it is needed stays apart.
      splitting: true,
      outdir: folder,
      outExtension: { '.js': '.mjs' },
    });
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    for (const { path, contents } of outputFiles) await writeFile(path, contents);
    const imports = { '#peer-thread': './peerThread.mjs' };
    await writeFile(`${folder}/package.json`, JSON.stringify({ type: 'module', imports }));
    return new Program(`${folder}/${name}.mjs`);
  }

  /**
   * Runs it until it ends by itself or is killed.
   *
   * @param argument - JSON for the program, which finds it in `process.argv[2]`.
   * @param options - `onLine` sees each line of output, and may kill; `node`: options of
   * Node; `env`: its environment, by default this one's; `through`: a command in front of it.
   */
  async run(
    argument: unknown,
    options: {
      readonly onLine?: (line: string, child: ChildProcess) => void;
      readonly node?: readonly string[];
      readonly env?: NodeJS.ProcessEnv;
      readonly through?: readonly string[];
    } = {},
  ): Promise<Ending> {
    const { onLine, node = [], env, through = [] } = options;
    const program = [process.execPath, ...node, this.#file, JSON.stringify(argument)];
    const [command, ...rest] = [...through, ...program];
    const child = spawn(command, rest, { stdio: ['ignore', 'pipe', 'inherit'], env });
    const closed = once(child, 'close');
    const lines: string[] = [];
    for await (const line of createInterface(child.stdout)) {
      lines.push(line);
      onLine?.(line, child);
    }
    const [code, signal] = (await closed) as [number | null, NodeJS.Signals | null];
    return { code, signal, lines };
  }

  /** Runs it to its end and parses the last line of its output. */
  async result<Result>(argument: unknown, node: readonly string[] = []): Promise<Result> {
    const { code, signal, lines } = await this.run(argument, { node });
    if (code !== 0)
      throw new Error(`${this.#file} ended with ${code ?? signal}: ${lines.join('\n')}`);
    return JSON.parse(lines.at(-1)!) as Result;
  }
}
