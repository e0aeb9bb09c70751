import { withoutTelemetry } from './telemetry.js';

/** `onnxruntime-node`. */
export type Binding = typeof import('onnxruntime-node');

let loaded: Promise<Binding> | undefined;

/**
 * ONNX Runtime's binding for Node, loaded when first asked for. Never imported elsewhere: imports
 * come before code, bundlers lift them to the top of their file, and its telemetry must be off
 * before.
 *
 * @throws {Error} when there is no binary for the platform
 */
export function loadBinding(): Promise<Binding> {
  loaded ??= withoutTelemetry().then(() => import('onnxruntime-node'));
  return loaded;
}
