import { beforeEach, expect, it, vi } from 'vitest';

beforeEach(() => {
  vi.resetModules();
  vi.stubGlobal('location', new URL('https://example.org/app/page.html'));
});

const load = () => import('./webRuntime.js');
const names = ['mjs', 'wasm'] as const;

it('expects the files beside the script', async () => {
  const { settleWebRuntime } = await load();
  const folder = new URL('.', import.meta.url).href;
  for (const name of names) {
    expect(settleWebRuntime()[name]).toBe(`${folder}ort-wasm-simd-threaded.${name}`);
  }
});

it.each([
  ['runtime', 'https://example.org/app/runtime/'],
  ['/runtime/', 'https://example.org/runtime/'],
  [new URL('https://cdn.example.org/x'), 'https://cdn.example.org/x/'],
])('takes the folder %s', async (wasmPaths, folder) => {
  const { configureWebRuntime, settleWebRuntime } = await load();
  configureWebRuntime({ wasmPaths });
  for (const name of names) {
    expect(settleWebRuntime()[name]).toBe(`${folder}ort-wasm-simd-threaded.${name}`);
  }
});

it('takes the address of each file', async () => {
  const { configureWebRuntime, settleWebRuntime } = await load();
  configureWebRuntime({ wasmPaths: { mjs: '/a-1.mjs', wasm: 'b-2.wasm' } });
  expect(settleWebRuntime()).toEqual({
    mjs: 'https://example.org/a-1.mjs',
    wasm: 'https://example.org/app/b-2.wasm',
  });
});

it('refuses what comes too late', async () => {
  const { configureWebRuntime, settleWebRuntime } = await load();
  settleWebRuntime();
  expect(() => configureWebRuntime({})).toThrow(/before a model is trained or used/);
});
