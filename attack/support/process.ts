import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** What a process left. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly milliseconds: number;
}

/** How to run a process of Node. */
export interface ProcessOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Flags of Node. */
  readonly flags?: readonly string[];
  /** A command that runs the one that is given, such as `setpriv`. */
  readonly through?: readonly string[];
  /** Milliseconds after which it is killed. Default 600,000. */
  readonly limit?: number;
}

/** The command line of the zoo, as words for {@link run}. */
export const aezoo = fileURLToPath(new URL('../../../packages/cli/bin/aezoo.js', import.meta.url));

/** A program of this folder's `programs`, as a word for {@link run}. */
export function program(name: string): string {
  return fileURLToPath(new URL(`../programs/${name}.js`, import.meta.url));
}

/** Runs a script in a process of Node to its end. */
export function run(words: readonly string[], options: ProcessOptions = {}): Promise<Ended> {
  const { env, cwd, flags = [], through = [], limit = 600_000 } = options;
  const [command, ...args] = [...through, process.execPath, ...flags, ...words];
  return new Promise((resolve, reject) => {
    const begin = performance.now();
    const child = spawn(command, args, {
      ...(cwd !== undefined && { cwd }),
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    const timer = setTimeout(() => child.kill('SIGKILL'), limit);
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      resolve({ code, signal, stdout, stderr, milliseconds: performance.now() - begin });
    });
  });
}

/** How a process ended, in a few words. */
export function endOf({ code, signal, stderr }: Ended): string {
  const lines = stderr.trim().split('\n');
  const said = lines.find((line) => /^\w*error\b.*:/i.test(line)) ?? lines.at(-1) ?? '';
  return `${signal ?? `exit code ${code}`}${said === '' ? '' : `: ${said.slice(0, 300)}`}`;
}
