import type { Context, Outcome } from '../attack.js';

/** One thing that is tried; `run` throws if the promise does not hold. */
export interface Scenario {
  readonly name: string;
  readonly run: () => Promise<void> | void;
}

/** Tries things in turn. A failure is told with its scenario's name. */
export async function tryAll(
  scenarios: readonly Scenario[],
  { progress }: Pick<Context, 'progress'>,
): Promise<Outcome> {
  const failures: string[] = [];
  for (const [index, { name, run }] of scenarios.entries()) {
    progress(index, scenarios.length);
    try {
      await run();
    } catch (error) {
      failures.push(`${name}: ${messageOf(error)}`);
    }
  }
  return { tried: scenarios.length, failures };
}

/** Throws unless something is so. */
export function expect(holds: boolean, otherwise: string): asserts holds {
  if (!holds) throw new Error(otherwise);
}

/** What a thing that was thrown says. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** What a promise is rejected with. @throws Error if it is fulfilled. */
export async function refusalOf(promise: Promise<unknown>): Promise<Error> {
  const outcome = await promise.then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error : new Error(String(error))),
  );
  expect(outcome !== undefined, 'was accepted');
  return outcome;
}

/**
 * What a promise comes to.
 *
 * @throws Error if that takes longer than `seconds`.
 */
export async function within<Value>(seconds: number, promise: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no end after ${seconds} s`)), 1000 * seconds);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
