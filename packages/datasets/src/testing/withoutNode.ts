import { vi } from 'vitest';

/** Runs something as in a browser: Node's modules cannot be had. The rest of `process` stays. */
export async function withoutNode<Value>(run: () => Promise<Value>): Promise<Value> {
  const has = (target: object, key: PropertyKey) => key !== 'getBuiltinModule' && key in target;
  vi.stubGlobal('process', new Proxy(process, { has }));
  try {
    return await run();
  } finally {
    vi.unstubAllGlobals();
  }
}
