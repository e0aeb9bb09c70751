/** Where the files of `onnxruntime-web` are. */
export interface WebRuntimeFiles {
  /** Address of `ort-wasm-simd-threaded.mjs`. */
  readonly mjs: string | URL;
  /** Address of `ort-wasm-simd-threaded.wasm`. */
  readonly wasm: string | URL;
}

/** Options of {@link configureWebRuntime}. */
export interface WebRuntimeOptions {
  /**
   * The folder that holds `ort-wasm-simd-threaded.mjs` and `ort-wasm-simd-threaded.wasm`, or the
   * address of each. Relative ones count from the page or the worker. Default: the folder of the
   * script that holds the engine.
   */
  readonly wasmPaths?: string | URL | WebRuntimeFiles;
}

/** Absolute addresses of the runtime's files. */
export interface WebRuntimePlaces {
  readonly mjs: string;
  readonly wasm: string;
}

let configured: WebRuntimeOptions = {};
let started = false;

/**
 * Says where a browser finds the files of `onnxruntime-web`. To be called before the first model is
 * trained or used, in the worker that does so. Node has its own runtime and ignores it.
 *
 * @throws {Error} when the runtime has started already: it reads its files once
 *
 * @example
 * ```ts
 * configureWebRuntime({ wasmPaths: '/onnxruntime/' });
 * ```
 */
export function configureWebRuntime(options: WebRuntimeOptions): void {
  if (started) {
    throw new Error(
      'configureWebRuntime: ONNX Runtime has started and has read its files; call this before a model is trained or used.',
    );
  }
  configured = options;
}

/** Where the runtime's files are; from here on they are settled. */
export function settleWebRuntime(): WebRuntimePlaces {
  started = true;
  // Not written as new URL('.', import.meta.url), which bundlers take for a file to copy.
  const script = import.meta.url as string | undefined;
  const { wasmPaths = new URL('.', script ?? location.href) } = configured;
  const absolute = (address: string | URL) => new URL(address, location.href).href;
  if (typeof wasmPaths !== 'string' && 'mjs' in wasmPaths) {
    return { mjs: absolute(wasmPaths.mjs), wasm: absolute(wasmPaths.wasm) };
  }
  const folder = absolute(wasmPaths).replace(/\/?$/, '/');
  const file = (ending: string) => `${folder}ort-wasm-simd-threaded.${ending}`;
  return { mjs: file('mjs'), wasm: file('wasm') };
}
