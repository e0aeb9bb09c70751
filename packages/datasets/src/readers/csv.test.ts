import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readCsv, type CsvOptions } from './csv.js';
import { DataFileError } from './dataFileError.js';

const read = (text: string, options?: CsvOptions) =>
  readCsv(new TextEncoder().encode(text), 'table.csv', options);

describe('readCsv', () => {
  it('reads names, numbers and quoted cells', async () => {
    const table = await read('a,"b, too"\r\n1,2.5\r\n-3e2,"4"\r\n');
    expect(table).toEqual({
      values: Float32Array.of(1, 2.5, -300, 4),
      shape: [2, 2],
      columns: ['a', 'b, too'],
    });
  });

  it('reads numbers without names, also compressed', async () => {
    expect((await read('1,2\n3,4')).values).toEqual(Float32Array.of(1, 2, 3, 4));
    const packed = gzipSync('1,2\n3,4\n');
    expect((await readCsv(packed, 'table.csv.gz')).columns).toBeUndefined();
  });

  it.each([
    ['semicolons', 'a;b\n1;2\n'],
    ['tabs', 'a\tb\n1\t2\n'],
    ['a byte order mark', '\ufeffa,b\n1,2\n'],
    ['blank lines', '\na,b\n\n1,2\n\n'],
  ])('understands %s', async (_, text) => {
    const table = await read(text);
    expect(table.columns).toEqual(['a', 'b']);
    expect(table.values).toEqual(Float32Array.of(1, 2));
  });

  it('takes the separator that it is told', async () => {
    expect((await read('1 2\n3 4\n', { delimiter: ' ' })).shape).toEqual([2, 2]);
  });

  it('takes names for names if it is told so', async () => {
    expect((await read('2019,2020\n1,2\n')).shape).toEqual([2, 2]);
    const table = await read('2019,2020\n1,2\n', { header: true });
    expect(table.columns).toEqual(['2019', '2020']);
    expect(table.shape).toEqual([1, 2]);
  });

  it('takes the first row for data if it is told so', async () => {
    await expect(read('a,b\n1,2\n', { header: false })).rejects.toThrow(/row 1, column "0"/);
  });

  it('numbers classes in alphabetical or numeric order', async () => {
    const flowers = await read('x,kind\n1,tulip\n2,rose\n3,tulip\n', { label: 'kind' });
    expect(flowers).toMatchObject({
      labels: Int32Array.of(1, 0, 1),
      labelNames: ['rose', 'tulip'],
    });
    expect(flowers.columns).toEqual(['x']);
    const numbers = await read('10,1\n9,2\n10,3\n', { label: 0 });
    expect(numbers).toMatchObject({ labels: Int32Array.of(1, 0, 1), labelNames: ['9', '10'] });
    expect(numbers.values).toEqual(Float32Array.of(1, 2, 3));
  });

  it('finds the label in a last column of text without names', async () => {
    const table = await read('5.1,3.5,setosa\n6.2,2.9,virginica\n', { label: -1 });
    expect(table.shape).toEqual([2, 2]);
    expect(table.labelNames).toEqual(['setosa', 'virginica']);
  });

  it('reads the chosen columns in the chosen order', async () => {
    const table = await read('time,a,b\nnoon,1,2\n', { columns: ['b', 1] });
    expect(table.values).toEqual(Float32Array.of(2, 1));
    expect(table.columns).toEqual(['b', 'a']);
  });

  it('reads 200,000 cells quickly', async () => {
    const row = Array.from({ length: 20 }, (_, column) => column / 7).join(',') + '\n';
    const start = performance.now();
    expect((await read(row.repeat(10_000))).shape).toEqual([10_000, 20]);
    expect(performance.now() - start).toBeLessThan(2000);
  });

  it.each([
    ['a word', 'a,b\n1,2\n3,x\n', {}, 'a number in row 2, column "b", but found "x"'],
    [
      'an empty cell',
      '1,2\n3,\n',
      {},
      'a number in row 2, column "1", but found an empty cell; fill it in',
    ],
    ['NaN', 'a,b\n1,NaN\n', {}, 'a number in row 1, column "b", but found "NaN"'],
    ['infinity', 'a,b\n1,Infinity\n', {}, 'found "Infinity"'],
    [
      'names among numbers',
      'id,2020\n1,2\n',
      {},
      'if the first row names the columns, pass header: true',
    ],
    ['a short row', '1,2\n3\n', {}, '2 cells in row 2, as in the first row, but found 1'],
    ['a long row', '1,2\n3,4,5\n', {}, 'found 3'],
    [
      'an unknown column',
      'a,b\n1,2\n',
      { label: 'c' },
      'a column "c", but found the columns "a", "b"',
    ],
    [
      'a column too far',
      '1,2\n',
      { columns: [2] },
      'a column 2, but found 2 columns without names',
    ],
    ['names only', 'a,b\n', { header: true }, 'rows of numbers, but found none'],
    ['nothing', '', {}, 'rows of numbers, but found an empty file'],
  ] as const)('refuses %s', async (_, text, options, message) => {
    await expect(read(text, options)).rejects.toThrow(DataFileError);
    await expect(read(text, options)).rejects.toThrow(message);
    await expect(read(text, options)).rejects.toThrow(/^table\.csv: expected/);
  });
});
