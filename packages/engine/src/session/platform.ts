import type { SessionFactory } from './session.js';

let found: Promise<SessionFactory | undefined> | undefined;

/**
 * ONNX Runtime of this platform, loaded when first asked for; `undefined`, with one warning, where
 * it has no binary.
 */
export function platformSessions(): Promise<SessionFactory | undefined> {
  found ??= load();
  return found;
}

async function load(): Promise<SessionFactory | undefined> {
  try {
    const { loadSessions } = await import('#session');
    return await loadSessions();
  } catch (error) {
    console.warn(
      `ONNX Runtime ${whyNot(error)}, so training and inference run on TensorFlow.js, which is many times slower.`,
    );
    return undefined;
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
