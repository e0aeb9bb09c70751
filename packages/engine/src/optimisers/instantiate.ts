/**
 * Instantiates a WebAssembly module which `build:wasm` has put into a string.
 *
 * @param base64 the module's bytes
 * @param memory the memory that it works on
 * @returns its functions; all take and give numbers
 */
export async function instantiate(
  base64: string,
  memory: WebAssembly.Memory,
): Promise<Readonly<Record<string, (...values: readonly number[]) => number>>> {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const { instance } = await WebAssembly.instantiate(bytes, { env: { memory } });
  return instance.exports as Record<string, (...values: readonly number[]) => number>;
}
