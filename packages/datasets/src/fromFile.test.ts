import { mkdir, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Dataset } from '@autoencoder-zoo/core';
import { afterAll, beforeAll, describe, expect, expectTypeOf, it } from 'vitest';
import { columnNames, fromFile } from './fromFile.js';
import { DataFileError } from './readers/dataFileError.js';

const IMAGES = Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 0, 51, 102, 255);
const LABELS = Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 2, 1, 0);
const NPY = npy("'<f4'", '(2, 3)', Float32Array.of(1, 2, 3, 4, 5, 6));

function npy(descr: string, shape: string, data: ArrayBufferView): Uint8Array {
  const header =
    `{'descr': ${descr}, 'fortran_order': False, 'shape': ${shape}, }`.padEnd(117) + '\n';
  const magic = Buffer.from([0x93, ...Buffer.from('NUMPY'), 1, 0, 118, 0]);
  return Buffer.concat([magic, Buffer.from(header), new Uint8Array(data.buffer)]);
}

let folder: string;
const at = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'from-file-'));
  const files: Record<string, string | Uint8Array> = {
    'table.csv': 'x,y,kind\n1,2,b\n3,4,a\n',
    'table.csv.gz': gzipSync('x,y\n1,2\n'),
    'table.tsv': '1\t2\n3\t4\n',
    'array.npy': NPY,
    'classes.npy': npy("'<i8'", '(2,)', BigInt64Array.of(3n, 1n)),
    'things-images-idx3-ubyte': IMAGES,
    'things-images-idx3-ubyte.gz': gzipSync(IMAGES),
    'images.idx': IMAGES,
    'things-labels-idx1-ubyte': LABELS,
    'one.ts': '@data\n1,2,3\n4,5,6\n',
    'several.ts.gz': gzipSync('@classLabel true a b\n@data\n1,2:3,4:b\n5:6:a\n'),
    'test.csv': 'x,y,kind\n1,2,b\n',
    'nan.npy': npy("'<f4'", '(2, 1)', Float32Array.of(1, NaN)),
    'broken.npy': NPY.subarray(0, 140),
    'notes.txt': 'hello',
  };
  await Promise.all(Object.entries(files).map(([name, data]) => writeFile(at(name), data)));
});
afterAll(() => rm(folder, { recursive: true }));

describe('columnNames', () => {
  it('gives the names of all columns, where there are some', async () => {
    expect(await columnNames(at('table.csv'))).toEqual(['x', 'y', 'kind']);
    expect(await columnNames(at('table.csv.gz'))).toEqual(['x', 'y']);
    expect(await columnNames(at('table.tsv'))).toBeUndefined();
    expect(await columnNames(at('table.csv'), { header: false })).toBeUndefined();
    expect(await columnNames(at('array.npy'))).toBeUndefined();
    await expect(columnNames(at('none.csv'))).rejects.toThrow('none at that path');
  });
});

describe('fromFile', () => {
  it('reads CSV', async () => {
    const set = await fromFile(at('table.csv'), { label: 'kind' });
    expect(set).toMatchObject({ name: 'table.csv', shape: [2], labelNames: ['a', 'b'] });
    expect(set.labels).toEqual(Int32Array.of(1, 0));
    expect((await fromFile(at('table.csv.gz'))).length).toBe(1);
    expect((await fromFile(at('table.tsv'))).shape).toEqual([2]);
  });

  it.each<[object, string]>([
    [{ shape: 4 }, 'the option shape must be an array of whole numbers, but is 4'],
    [{ columns: 'x' }, 'the option columns must be an array of names or positions, but is "x"'],
    [{ encoding: 5 }, 'the option encoding must be text, but is 5'],
    [{ header: 'yes' }, 'the option header must be true, false or \'auto\', but is "yes"'],
    [{ scale: '2' }, 'the option scale must be a number, but is "2"'],
    [{ maximumBytes: '1 GB' }, 'the option maximumBytes must be a number, but is "1 GB"'],
    [{ label: null }, 'the option label must be the name or the position of a column, but is null'],
  ])('refuses %j', async (options, message) => {
    await expect(fromFile(at('table.csv'), options)).rejects.toThrow(`table.csv: ${message}`);
  });

  it('reads NPY, with labels from another file', async () => {
    const set = await fromFile(at('array.npy'), { labels: at('classes.npy') });
    expect(set.values).toEqual(Float32Array.of(1, 2, 3, 4, 5, 6));
    expect(set.labels).toEqual(Int32Array.of(3, 1));
    expect((await fromFile(at('classes.npy'))).shape).toEqual([1]);
  });

  it.each(['things-images-idx3-ubyte', 'things-images-idx3-ubyte.gz', 'images.idx'])(
    'reads IDX: %s',
    async (name) => {
      const set = await fromFile(at(name), { labels: at('things-labels-idx1-ubyte') });
      expect(set.values).toBeInstanceOf(Uint8Array);
      expect(set.shape).toEqual([1, 2]);
      expect(set.labels).toEqual(Int32Array.of(1, 0));
      const samples = new Float32Array(4);
      set.read([0, 1], samples);
      expect(samples).toEqual(Float32Array.of(0, 0.2, 0.4, 1));
    },
  );

  it('reads time series', async () => {
    expect((await fromFile(at('one.ts'))).shape).toEqual([3]);
    const set = await fromFile(at('several.ts.gz'));
    expect(set.shape).toEqual([2, 2]);
    expect(set.lengths).toEqual(Int32Array.of(2, 1));
    expect(set.labels).toEqual(Int32Array.of(1, 0));
  });

  it('tells the columns of a header', async () => {
    expect((await fromFile(at('table.csv'), { label: 'kind' })).columns).toEqual(['x', 'y']);
    expect((await fromFile(at('table.tsv'))).columns).toBeUndefined();
  });

  it('numbers classes alike in all files', async () => {
    const { labelNames } = await fromFile(at('table.csv'), { label: 'kind' });
    const test = await fromFile(at('test.csv'), { label: 'kind', labelNames });
    expect(test).toMatchObject({ labels: Int32Array.of(1), labelNames: ['a', 'b'] });
    const series = await fromFile(at('several.ts.gz'), { labelNames: ['b', 'a'] });
    expect(series.labels).toEqual(Int32Array.of(0, 1));
    const options = { labels: at('classes.npy'), labelNames: ['a', 'b', 'c', 'd'] };
    expect(await fromFile(at('array.npy'), options)).toMatchObject({
      labels: Int32Array.of(3, 1),
      labelNames: options.labelNames,
    });
    await expect(
      fromFile(at('array.npy'), { ...options, labelNames: ['a', 'b', 'c'] }),
    ).rejects.toThrow(/classes\.npy: .*"a", "b", "c", but found 3 in sample 0/);
    await expect(fromFile(at('array.npy'), { labelNames })).rejects.toThrow(
      /labelNames needs labels: '...'/,
    );
  });

  it('pads series to the steps that it is told', async () => {
    const set = await fromFile(at('one.ts'), { steps: 4 });
    expect([set.shape, set.lengths]).toEqual([[4], Int32Array.of(3, 3)]);
    await expect(fromFile(at('one.ts'), { steps: 2 })).rejects.toThrow(
      /one\.ts: expected at most 2 steps, but found a series of 3 steps in line 2; pass steps: 3/,
    );
  });

  it('refuses files above 2 GiB, folders, and more than maximumBytes', async () => {
    await writeFile(at('large.npy'), '');
    await truncate(at('large.npy'), 2 ** 31 + 5);
    await expect(fromFile(at('large.npy'))).rejects.toThrow(
      /large\.npy: expected a file of at most 2147483647 bytes .*2147483653 bytes; split it/,
    );
    await mkdir(at('folder.csv'));
    await expect(fromFile(at('folder.csv'))).rejects.toThrow(/folder\.csv: .* found a folder/);
    await expect(fromFile(at('array.npy'), { maximumBytes: 10 })).rejects.toThrow(
      /array\.npy: expected at most 10 bytes/,
    );
  });

  it('takes URLs, a name, a shape and a scale', async () => {
    const options = { name: 'mine', shape: [2], scale: 1 } as const;
    const set = await fromFile(pathToFileURL(at('images.idx')), options);
    expect(set).toMatchObject({ name: 'mine', shape: [2], scale: 1 });
    expectTypeOf(set).toEqualTypeOf<Dataset<readonly [2]>>();
    await expect(fromFile(at('images.idx'), { shape: [3] })).rejects.toThrow(/cannot become \[3\]/);
  });

  it('refuses what it cannot read', async () => {
    await expect(fromFile(at('missing.npy'))).rejects.toThrow(/missing\.npy: expected a file/);
    await expect(fromFile(at('broken.npy'))).rejects.toThrow(DataFileError);
    await expect(fromFile(at('broken.npy'))).rejects.toThrow(/broken\.npy: .*truncated/);
    await expect(fromFile(at('nan.npy'))).rejects.toThrow(/nan\.npy: .* found NaN in sample 1/);
    await expect(fromFile(at('notes.txt'))).rejects.toThrow(
      /notes\.txt: the ending must be one of/,
    );
    await expect(fromFile(at('array.npy'), { labels: at('array.npy') })).rejects.toThrow(
      /one axis of whole numbers/,
    );
  });

  it('refuses options that do nothing', async () => {
    await expect(fromFile(at('array.npy'), { label: 0 })).rejects.toThrow(
      /the option label does not apply to this format, which has name, shape, scale, maximumBytes, labels, labelNames/,
    );
    await expect(fromFile(at('table.csv'), { labels: 'x' })).rejects.toThrow(/option labels/);
  });
});
