import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { sha256 } from './files/download.js';
import { loadIdxImages, type IdxImages } from './idxImages.js';

const FILES: Record<string, Uint8Array> = {
  'train-images-idx3-ubyte': Uint8Array.of(
    0,
    0,
    8,
    3,
    0,
    0,
    0,
    2,
    0,
    0,
    0,
    1,
    0,
    0,
    0,
    2,
    1,
    2,
    3,
    4,
  ),
  'train-labels-idx1-ubyte': Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 2, 0, 1),
  't10k-images-idx3-ubyte': Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 2, 5, 6),
  't10k-labels-idx1-ubyte': Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 1, 1),
};

let server: Server;
let requests: number;
let cache: string;
let images: IdxImages;

beforeAll(async () => {
  server = createServer((request, response) => {
    requests++;
    response.end(gzipSync(FILES[request.url!.slice(1, -'.gz'.length)]));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const sums = await Promise.all(
    Object.entries(FILES).map(async ([name, bytes]) => [name, await sha256(bytes)] as const),
  );
  images = {
    name: 'small',
    labelNames: ['a', 'b'],
    folders: [() => undefined, () => join(tmpdir(), 'no-such-folder')],
    mirrors: [`http://127.0.0.1:${(server.address() as AddressInfo).port}/`],
    sha256: Object.fromEntries(sums) as unknown as IdxImages['sha256'],
    hint: 'pass { folder }',
  };
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

beforeEach(async () => {
  requests = 0;
  cache = await mkdtemp(join(tmpdir(), 'images-'));
  vi.stubEnv('AUTOENCODER_ZOO_CACHE', cache);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(cache, { recursive: true });
});

it('downloads what lies nowhere, once', async () => {
  for (let run = 0; run < 2; run++) {
    const { train, test } = await loadIdxImages(images, { shape: [1, 2] });
    expect(train.values).toEqual(Uint8Array.of(1, 2, 3, 4));
    expect(train.labels).toEqual(Int32Array.of(0, 1));
    expect(train.shape).toEqual([1, 2]);
    expect(test.length).toBe(1);
  }
  expect(requests).toBe(4);
});

it('reports progress of each file', async () => {
  const seen = new Set<string>();
  await loadIdxImages(images, { download: { onProgress: ({ file }) => seen.add(file) } });
  expect([...seen].sort()).toEqual(Object.keys(FILES).sort());
});

it('refuses other contents than the known ones', async () => {
  const other = { ...images.sha256, 't10k-labels-idx1-ubyte': '0'.repeat(64) };
  await expect(loadIdxImages({ ...images, sha256: other }, {})).rejects.toThrow(
    /t10k-labels-idx1-ubyte could not be downloaded[^]*SHA-256[^]*or pass \{ folder \}/,
  );
});
