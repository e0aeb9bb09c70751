import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readCsv, type CsvOptions } from './csv.js';
import { DataFileError } from './dataFileError.js';

type Text = string | Uint8Array;
const read = (text: Text, options?: CsvOptions) =>
  readCsv(typeof text === 'string' ? Buffer.from(text) : text, 'table.csv', options);

/** Each of these forms is the table below. */
const TABLE = { values: Float64Array.of(0.1, -2.25, 3, 40.5), shape: [2, 2] };
const NAMES = ['air', 'sea'];

describe('readCsv understands', () => {
  it.each<[string, Text, CsvOptions?]>([
    ['commas', 'air,sea\n0.1,-2.25\n3,40.5\n'],
    ['Windows line ends', 'air,sea\r\n0.1,-2.25\r\n3,40.5\r\n'],
    ['old line ends', 'air,sea\r0.1,-2.25\r3,40.5\r'],
    ['a byte order mark', '\ufeffair,sea\n0.1,-2.25\n3,40.5\n'],
    ['UTF-16', Buffer.from('\ufeffair,sea\n0.1,-2.25\n3,40.5\n', 'utf16le')],
    [
      'UTF-16 from the big end',
      Buffer.from('\ufeffair,sea\n0.1,-2.25\n3,40.5\n', 'utf16le').swap16(),
    ],
    [
      'UTF-16 that is told',
      Buffer.from('air,sea\n0.1,-2.25\n3,40.5', 'utf16le'),
      { encoding: 'utf-16le' },
    ],
    ['decimal commas between semicolons', 'air;sea\n0,1;-2,25\n3;40,5\n'],
    ['decimal commas between tabs', 'air\tsea\n0,1\t-2,25\n3\t40,5\n'],
    ['blanks', 'air sea\n  0.1  -2.25\n3 40.5 \n'],
    ["Excel's separator", 'sep=;\nair;sea\n0.1;-2.25\n3;40.5\n'],
    ['bars', 'air|sea\n0.1|-2.25\n3|40.5\n'],
    ['trailing separators', 'air,sea,\n0.1,-2.25,\n3,40.5,\n'],
    ['comments', '# made today\n\n#\nair,sea\n0.1,-2.25\n3,40.5\n'],
    ["NumPy's header", '# air,sea\n1e-1,-2.25\n3,40.5\n'],
    ['row numbers of pandas', ',air,sea\n0,0.1,-2.25\n1,3,40.5\n'],
    ['a blank behind each comma', 'air, sea\n0.1, -2.25\n3, 40.5\n'],
    ['quotation marks', '"air","sea"\n"0.1","-2.25"\n"3","40.5"\n'],
    ['blank lines of spaces', 'air,sea\n0.1,-2.25\n3,40.5\n   \n\n'],
    ['gzip', gzipSync('air,sea\n0.1,-2.25\n3,40.5\n')],
  ])('%s', async (_, text, options) => {
    expect(await read(text, options)).toEqual({ ...TABLE, columns: NAMES });
  });

  it('one column with decimal commas if it is told', async () => {
    const { values, shape } = await read('0,5\n-1,25\n', { decimal: ',' });
    expect([values, shape]).toEqual([Float32Array.of(0.5, -1.25), [2, 1]]);
    expect((await read('t\n1,103\n', { decimal: ',' })).values).toEqual(Float64Array.of(1.103));
  });

  it('latin1 if it is told', async () => {
    const text = Buffer.from('Größe,Art\n1,ä\n2,ö\n', 'latin1');
    const { columns, labelNames } = await read(text, { encoding: 'latin1', label: 'Art' });
    expect([columns, labelNames]).toEqual([['Größe'], ['ä', 'ö']]);
  });

  it('a name of two lines', async () => {
    expect((await read('"t\n(C)",b\n1,2\n')).columns).toEqual(['t\n(C)', 'b']);
  });
});

describe('readCsv keeps', () => {
  it('what float32 would round', async () => {
    const { values } = await read('north,time\n5800000.065,1700000010\n1e39,0.1\n');
    expect(values).toEqual(Float64Array.of(5800000.065, 1700000010, 1e39, 0.1));
    expect((await read('1,0.5\n255,-1e3\n')).values).toBeInstanceOf(Float32Array);
  });

  it('its order through pieces of a large file, with rows across their ends', async () => {
    const cells = Array.from({ length: 300_000 }, (_, row) => `${row}.5,"é${row % 7}"`);
    const { values, labels, labelNames } = await read(`x,kind\n${cells.join('\n')}`, { label: 1 });
    expect(values).toHaveLength(300_000);
    expect(values.every((value, row) => value === row + 0.5)).toBe(true);
    expect(labelNames).toHaveLength(7);
    expect(labels!.every((label, row) => label === row % 7)).toBe(true);
  });

  it('rows of any length', async () => {
    const names = Array.from({ length: 200_000 }, (_, column) => `gene ${column}`);
    const table = await read(`${names.join(',')}\n${'0.5,'.repeat(199_999)}1\n`);
    expect(table).toMatchObject({ shape: [1, 200_000], columns: names });
  });

  it('class numbers from file to file', async () => {
    const train = await read('x,kind\n1,cat\n2,dog\n3,fox\n', { label: 'kind' });
    const options = { label: 'kind', labelNames: train.labelNames };
    const test = await read('x,kind\n1,fox\n2,dog\n', options);
    expect(test).toMatchObject({ labels: Int32Array.of(2, 1), labelNames: ['cat', 'dog', 'fox'] });
    await expect(read('x,kind\n1,fox\n2,cow\n', options)).rejects.toThrow(
      'table.csv: expected one of the classes "cat", "dog", "fox" in row 2, but found "cow"',
    );
  });
});

describe('readCsv refuses', () => {
  const labelled = { label: 'kind' };
  it.each<[string, Text, CsvOptions, string]>([
    [
      'latin1',
      Buffer.from('a,b\n1,2\nä,3\n', 'latin1'),
      {},
      "text in utf-8, but found other bytes in line 3; tell its encoding, for example encoding: 'latin1'",
    ],
    ['latin1 labels', Buffer.from('a,kind\n1,ä\n2,ö\n', 'latin1'), labelled, 'in line 2'],
    [
      'UTF-16 without a mark',
      Buffer.from('a,b\n1,2\n', 'utf16le'),
      {},
      "a zero byte; if it is UTF-16 without a byte order mark, pass encoding: 'utf-16le'",
    ],
    [
      'a workbook',
      Buffer.from('PK\x03\x04\xff', 'latin1'),
      {},
      'found a zip archive (as .npz and .xlsx are)',
    ],
    [
      'what may be pairs or decimals',
      '1,25\n0,05\n',
      {},
      "\"0,05\" in row 2, which may be both; pass decimal: ',' for one number, or delimiter: ',' for two",
    ],
    [
      'decimal commas in one column',
      't\n1,25\n',
      {},
      "1 cells in row 1, as in the first row, but found 2; pass decimal: ','",
    ],
    [
      'decimal commas among commas',
      'a,b\n"1,5",2\n',
      {},
      '"1,5"; for decimal commas pass decimal: \',\'',
    ],
    [
      'what may be decimals or thousands',
      'a;b\n1,103;2\n',
      {},
      '"1,103"; write numbers without thousands separators, or pass decimal: \',\'',
    ],
    [
      'thousands',
      'a,b\n"1,103.90",2\n',
      {},
      '"1,103.90"; write numbers without thousands separators',
    ],
    [
      'points among decimal commas',
      'a;b\n1,5;2\n1.5;2\n',
      { decimal: ',' },
      'with decimal commas no point is read',
    ],
    ['hexadecimal numbers', 'a,b\n1,0x1F\n', {}, '"0x1F"; write numbers as decimals'],
    ['infinity', 'a,b\n1,-inf\n', {}, '"-inf"; numbers must be finite'],
    ['a number beyond float64', 'a,b\n1,1e999\n', {}, '"1e999"; numbers must be finite'],
    [
      'a number of too many digits',
      'id,b\n9007199254740993,2\n',
      {},
      'beyond 2^53 would be rounded',
    ],
    ['missing values', 'a,b\n1,NA\n', {}, '"NA"; fill in missing values, or leave the row out'],
    [
      'words',
      'a,b\n1,up\n',
      {},
      'choose the columns of numbers with columns: [...], or take it as classes with label: ',
    ],
    ['a header alone', 'a,b\n', {}, 'rows of numbers below the names, but found none'],
    [
      'a quotation mark that never closes',
      'x,kind\n1,a\n2,"b\n3,c\n',
      labelled,
      'the end of the quoted cell that opens in line 3, but found the end of the file',
    ],
    [
      'a quotation mark that swallows rows',
      'x,kind\n1,"a\n2,b\n3,"c"\n',
      labelled,
      'opens in line 2 at its quotation mark, but found more text behind the mark',
    ],
    ['a class of two lines', 'x,kind\n1,"a\n2,b"\n', labelled, 'is a quotation mark missing?'],
    [
      'an empty class',
      'x,kind\n1,\n',
      labelled,
      'a class in row 1, column "kind", but found an empty cell',
    ],
    [
      'two columns of one name',
      'a,a,b\n1,2,3\n',
      {},
      '"a" for the columns 0 and 1; rename one, or choose by position',
    ],
    [
      'a name that two columns have',
      'a,a,b\n1,2,3\n',
      { columns: ['a'] },
      'two of that name, 0 and 1',
    ],
    ['a column without a name', 'a,,b\n1,2,3\n', {}, 'none for column 1; name it'],
    [
      'a first column without a name that counts nothing',
      ',a\n0.5,2\n',
      {},
      'the number of the row in row 1, column ""',
    ],
    [
      'a cell behind trailing separators',
      'a,b,\n1,2,\n' + '1,2,\n'.repeat(20_000) + '1,2,3\n',
      {},
      'an empty cell as in the rows above in row 20002',
    ],
    [
      'a column that is no whole number',
      '1,2\n',
      { columns: ['1.0'] },
      'a column "1.0", but found 2 columns without names',
    ],
    ['no columns', 'a\n1\n', { label: 'a' }, 'columns to read'],
    [
      'codes that a terminal obeys',
      'a,b\n1,\x1b[2J\u009b1m\u202e\n',
      {},
      String.raw`"\u001b[2J\u009b1m\u202e"`,
    ],
    [
      'more bytes than allowed',
      gzipSync('1,2\n'.repeat(1000)),
      { maximumBytes: 3999 },
      'at most 3999 bytes once it is unpacked',
    ],
    [
      'more values than allowed',
      '1,2\n'.repeat(70_000),
      { maximumBytes: 4 * 100_000 + 1 },
      'values of at most 400001 bytes',
    ],
  ])('%s', async (_, text, options, message) => {
    await expect(read(text, options)).rejects.toThrow(DataFileError);
    await expect(read(text, options)).rejects.toThrow(message);
    await expect(read(text, options)).rejects.toThrow(/^table\.csv: expected/);
  });

  it.each<[CsvOptions, RegExp]>([
    [{ encoding: 'utf-9' }, /encoding "utf-9" is unknown/],
    [{ decimal: '·' as '.' }, /decimal must be/],
    [{ delimiter: ',', decimal: ',' }, /must differ/],
    [{ delimiter: '' }, /delimiter must be one character/],
    [{ labelNames: ['a'] }, /labelNames needs label: '...'/],
    [{ label: 0, labelNames: ['a', 'a'] }, /labelNames must be different texts/],
  ])('the options %j', async (options, message) => {
    await expect(read('1,2\n', options)).rejects.toThrow(RangeError);
    await expect(read('1,2\n', options)).rejects.toThrow(message);
  });
});

it('says that a decimal mark is wrong, not that names are missing', async () => {
  const commas = 'a;b;kind\n0,5;1,25;x\n0,25;3,5;y\n';
  const refused = async (text: string, options: CsvOptions, message: string) => {
    await expect(read(text, { label: 'kind', ...options })).rejects.toThrow(message);
  };
  await refused(commas, { decimal: '.' }, `column "a", but found "0,5"; for decimal commas pass`);
  const points = commas.replaceAll(',', '.');
  await refused(points, { decimal: ',' }, `column "a", but found "0.5"; with decimal commas no`);
  await refused(points.replaceAll(';', ','), { decimal: ',' }, "pass another delimiter: '...'");
  await refused(commas, { header: false }, 'if the first row names them, pass header: true');
});

describe('a file of the UCR archive', () => {
  const text = '2\t0.5\t1\n1\t0.25\t2\n2\t0.125\t3\n';
  const read = (name: string, options?: CsvOptions) => readCsv(Buffer.from(text), name, options);

  it('has its classes in the first column', async () => {
    expect(await read('GunPoint_TEST.tsv', { label: 0 })).toMatchObject({
      values: Float32Array.of(0.5, 1, 0.25, 2, 0.125, 3),
      shape: [3, 2],
      labels: Int32Array.of(1, 0, 1),
      labelNames: ['1', '2'],
    });
  });

  it.each(['GunPoint_TRAIN.tsv', 'folder/GunPoint_TEST.tsv.gz'])(
    'is never read as values by its name alone: %s',
    async (name) => {
      await expect(read(name)).rejects.toThrow(
        'pass label: 0 for classes, or columns: [...] for values',
      );
      expect((await read(name, { columns: [0, 1, 2] })).shape).toEqual([3, 3]);
    },
  );

  it.each([
    ['another name', 'table.tsv', text],
    ['names of columns', 'a_TRAIN.tsv', `a\tb\tc\n${text}`],
    ['another separator', 'a_TRAIN.tsv', text.replaceAll('\t', ',')],
    ['a fraction in the first column', 'a_TRAIN.tsv', text.replace(/^1/m, '1.5')],
  ])('is none with %s', async (_, name, table) => {
    expect((await readCsv(Buffer.from(table), name)).shape).toEqual([3, 3]);
  });
});
