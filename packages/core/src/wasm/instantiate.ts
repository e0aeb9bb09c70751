/**
 * Makes an instance of a small WebAssembly module which imports its memory, at once, and gives its
 * exports.
 *
 * @param base64 - The module, as `build:wasm` writes it; below 4 KB, which is what browsers compile
 * outside of workers without being asked to wait.
 * @param memory - What the module works on.
 */
export function instantiate(base64: string, memory: WebAssembly.Memory): unknown {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  return new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } }).exports;
}
