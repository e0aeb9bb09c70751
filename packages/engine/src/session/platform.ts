import type { SessionFactory } from './session.js';

let found: Promise<SessionFactory> | undefined;
let warned = false;

/**
 * ONNX Runtime of this platform, loaded when first asked for.
 *
 * @throws {Error} saying why, where it has no binary or is not installed
 */
export function loadPlatformSessions(): Promise<SessionFactory> {
  found ??= load();
  return found;
}

/** {@link loadPlatformSessions}; `undefined`, with one warning, where there are none. */
export async function platformSessions(): Promise<SessionFactory | undefined> {
  try {
    return await loadPlatformSessions();
  } catch (error) {
    if (!warned) {
      console.warn(
        `${(error as Error).message}, so training and inference run on TensorFlow.js, which is many times slower.`,
      );
    }
    warned = true;
    return undefined;
  }
}

async function load(): Promise<SessionFactory> {
  try {
    const { loadSessions } = await import('#session');
    return await loadSessions();
  } catch (cause) {
    throw new Error(`ONNX Runtime ${whyNot(cause)}`, { cause });
  }
}

/**
 * The package is an optional dependency, because its install script fails where it cannot download
 * CUDA.
 */
function whyNot(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (message.includes('onnxruntime_binding.node') && code === 'MODULE_NOT_FOUND') {
    return `has no binary for this platform (${process.platform} ${process.arch})`;
  }
  if (code === 'ERR_MODULE_NOT_FOUND') {
    return 'is not installed (`ONNXRUNTIME_NODE_INSTALL=skip npm install` adds it)';
  }
  return `cannot be loaded (${message})`;
}
