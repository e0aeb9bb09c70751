import type { SessionFactory } from './session.js';

let found: Promise<SessionFactory | undefined> | undefined;

/**
 * ONNX Runtime of this platform, loaded when first asked for; `undefined`, with one warning, where it
 * has no binary.
 */
export function platformSessions(): Promise<SessionFactory | undefined> {
  found ??= load();
  return found;
}

async function load(): Promise<SessionFactory | undefined> {
  try {
    return (await import('./node.js')).nodeSessions;
  } catch (error) {
    console.warn(
      'ONNX Runtime cannot be loaded on this platform, so training and inference run on TensorFlow.js, ' +
        `which is many times slower. (${error instanceof Error ? error.message : String(error)})`,
    );
    return undefined;
  }
}
