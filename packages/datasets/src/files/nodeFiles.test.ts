import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { withoutNode } from '../testing/withoutNode.js';
import { cacheFolder, packageFolder, readBytes, readFromFolder } from './nodeFiles.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'node-files-'));
});
afterAll(() => rm(folder, { recursive: true }));
afterEach(() => {
  vi.unstubAllEnvs();
});

describe('readFromFolder', () => {
  it('finds a file or its compressed twin', async () => {
    await writeFile(join(folder, 'plain'), 'a');
    await writeFile(join(folder, 'packed.gz'), gzipSync('b'));
    const contents = async (name: string) => {
      const file = await readFromFolder(folder, name);
      return file && new TextDecoder().decode(file.bytes);
    };
    expect(await contents('plain')).toBe('a');
    expect(await contents('packed')).toBe('b');
    expect(await contents('missing')).toBeUndefined();
    expect(await readFromFolder(join(folder, 'plain'), 'a file is no folder')).toBeUndefined();
  });
});

describe('cacheFolder', () => {
  it('follows the environment', () => {
    vi.stubEnv('AUTOENCODER_ZOO_CACHE', undefined);
    vi.stubEnv('XDG_CACHE_HOME', undefined);
    expect(cacheFolder('mnist')).toBe(join(homedir(), '.cache', 'autoencoder-zoo', 'mnist'));
    vi.stubEnv('XDG_CACHE_HOME', join('/', 'xdg'));
    expect(cacheFolder('mnist')).toBe(join('/', 'xdg', 'autoencoder-zoo', 'mnist'));
    vi.stubEnv('AUTOENCODER_ZOO_CACHE', join('/', 'own'));
    expect(cacheFolder('mnist')).toBe(join('/', 'own', 'mnist'));
  });
});

it('finds installed packages only', () => {
  expect(packageFolder('papaparse', 'x')).toMatch(/papaparse.x$/);
  expect(packageFolder('not-installed-at-all', 'x')).toBeUndefined();
});

it('says what to do where there are no files', async () => {
  await expect(withoutNode(() => readBytes('a'))).rejects.toThrow(/In a browser, fetch the bytes/);
});
