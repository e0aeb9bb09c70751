import { isMainThread } from 'node:worker_threads';
import { evaluateInMainThread } from './mainThread.js';

/**
 * What the binding reads when it is loaded: any value but 0, false, no and off stops its telemetry.
 */
const VARIABLE = 'ORT_DISABLE_TELEMETRY';

/**
 * Turns off the telemetry of ONNX Runtime, which otherwise writes an identifier of the machine into
 * the user's cache and calls Microsoft's hosts. To be awaited before the binding is loaded. A value
 * that the variable has stays.
 *
 * The binding reads the environment of the process, which is not everywhere what `process.env`
 * writes to.
 *
 * @throws {Error} when the environment of the process cannot be reached
 */
export async function withoutTelemetry(): Promise<void> {
  const given = process.env[VARIABLE] !== undefined;
  process.env[VARIABLE] ??= '1';
  // The binding for Windows does not read the variable.
  if (process.platform === 'win32') return;
  try {
    if ('Bun' in globalThis) await setInBun();
    else if ('Deno' in globalThis) setInDeno();
    // A worker of Node has a copy of the environment; its main thread writes to that of the
    // process.
    else if (!isMainThread) await evaluateInMainThread(`process.env.${VARIABLE} ??= '1'`);
  } catch (cause) {
    // Whoever forbids it has set the variable for the whole process, as the message below says.
    if (given) return;
    throw new Error(
      `its telemetry cannot be turned off from here: set ${VARIABLE}=1 in the environment of the process`,
      { cause },
    );
  }
}

function setInDeno(): void {
  const { Deno } = globalThis as unknown as {
    Deno: { env: { get(name: string): string | undefined; set(name: string, to: string): void } };
  };
  if (Deno.env.get(VARIABLE) === undefined) Deno.env.set(VARIABLE, '1');
}

/** Bun keeps what is written to `process.env` to itself. */
async function setInBun(): Promise<void> {
  // Not a literal: compilers and bundlers must not look for it.
  const name = 'bun:ffi';
  const ffi = (await import(name)) as {
    dlopen(
      library: string,
      symbols: object,
    ): { symbols: { setenv(name: Buffer, value: Buffer, overwrite: number): number } };
  };
  const library = process.platform === 'darwin' ? 'libSystem.B.dylib' : 'libc.so.6';
  const setenv = { args: ['ptr', 'ptr', 'i32'], returns: 'i32' };
  const { symbols } = ffi.dlopen(library, { setenv });
  symbols.setenv(Buffer.from(`${VARIABLE}\0`), Buffer.from('1\0'), 0);
}
