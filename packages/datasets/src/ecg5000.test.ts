import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { Dataset } from '@autoencoder-zoo/core';
import { afterAll, beforeAll, describe, expect, expectTypeOf, it } from 'vitest';
import { ecg5000, ecg5000Test, normalAndAnomalous, TEST_FILE } from './ecg5000.js';
import { download } from './files/download.js';
import { DataFileError } from './readers/dataFileError.js';

describe('ecg5000', () => {
  it('loads 500 beats', async () => {
    const { train } = await ecg5000();
    expectTypeOf(train).toEqualTypeOf<Dataset<[140]>>();
    expect([train.length, train.shape]).toEqual([500, [140]]);
    const counts = [0, 1, 2, 3, 4].map((label) => train.labels!.filter((l) => l === label).length);
    expect(counts).toEqual([292, 177, 10, 19, 2]);
    expect(train.values[0]).toBeCloseTo(-0.11252183, 6);
    expect((await ecg5000({ shape: [140, 1] })).train.shape).toEqual([140, 1]);
  });

  it('tells normal beats from the others', async () => {
    const { normal, anomalous } = normalAndAnomalous((await ecg5000()).train);
    expect([normal.length, anomalous.length]).toEqual([292, 208]);
    expect(normal.labels!.every((label) => label === 0)).toBe(true);
    expect(anomalous.labels!.every((label) => label > 0)).toBe(true);
    const unlabelled = new Dataset({ name: 'beats', values: new Float32Array(140), shape: [140] });
    expect(() => normalAndAnomalous(unlabelled)).toThrow(/beats without labels/);
  });
});

/** A file of the real one's size, with made-up beats. */
function testFile(counts: number[]): Uint8Array {
  const beat = Array<number>(140).fill(0.5).join(',');
  const lines = counts.flatMap((count, label) => Array<string>(count).fill(`${beat}:${label + 1}`));
  return new TextEncoder().encode(`@classLabel true 1 2 3 4 5\n@data\n${lines.join('\n')}\n`);
}

describe('ecg5000Test', () => {
  const right = testFile([2627, 1590, 86, 175, 22]);
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ecg-'));
    await writeFile(join(folder, 'right.ts.gz'), gzipSync(right, { level: 1 }));
    await writeFile(join(folder, 'wrong.ts'), testFile([3, 2, 1, 1, 1]));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('reads a given file', async () => {
    const beats = await ecg5000Test({ file: join(folder, 'right.ts.gz'), shape: [140, 1] });
    expectTypeOf(beats).toEqualTypeOf<Dataset<readonly [140, 1]>>();
    expect([beats.length, beats.name]).toEqual([4500, 'ecg5000/test']);
  });

  it('refuses another file', async () => {
    const file = join(folder, 'wrong.ts');
    await expect(ecg5000Test({ file })).rejects.toThrow(DataFileError);
    await expect(ecg5000Test({ file })).rejects.toThrow(
      /wrong\.ts: expected 2627, 1590, 86, 175, 22 beats .* found 3, 2, 1, 1, 1 beats of 140 steps/,
    );
  });

  it('takes it out of the archive that it downloads', async () => {
    const archives: Record<string, Uint8Array> = {
      '/good': zipSync(
        { 'ECG5000_TRAIN.ts': Uint8Array.of(1), 'ECG5000_TEST.ts': right },
        { level: 1 },
      ),
      '/without': zipSync({ 'README.md': Uint8Array.of(1) }),
      '/page': new TextEncoder().encode('<!DOCTYPE html>'),
    };
    const server = createServer((request, response) => response.end(archives[request.url!]));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const from = (path: string) => download({ ...TEST_FILE, mirrors: [base + path] }, { delay: 1 });
    expect(Buffer.from(await from('/good')).equals(right)).toBe(true);
    await expect(from('/without')).rejects.toThrow(
      /ECG5000_TEST\.ts of at most .*, but found no such file/,
    );
    await expect(from('/page')).rejects.toThrow(/a zip archive .*, but found an HTML page/);
    await new Promise((resolve) => server.close(resolve));
  });
});
