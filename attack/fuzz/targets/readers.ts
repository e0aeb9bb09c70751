import { gzipSync } from 'node:zlib';
import {
  readBagsOfWords,
  readCsv,
  readIdx,
  readNpy,
  readTimeSeries,
  type CsvOptions,
} from '@autoencoder-zoo/datasets';
import type { Draw } from '../../support/draw.js';
import { damageBytes, damageText, encoded, joined } from '../damage.js';
import { Violation, type Edit, type Target } from '../target.js';

/** What every reader gives, and what this one gives beside it. */
interface Read {
  readonly values: ArrayLike<number>;
  readonly shape: readonly number[];
  readonly lengths?: ArrayLike<number> | undefined;
  readonly labels?: ArrayLike<number> | undefined;
}

/** @throws Violation if numbers are missing, too many, or no numbers. */
function expectSound({ values, shape, lengths, labels }: Read): void {
  const size = shape.reduce((product, axis) => product * axis, 1);
  if (size !== values.length) {
    throw new Violation(`shape [${shape.join(', ')}] came with ${values.length} values`);
  }
  for (const list of [values, lengths ?? [], labels ?? []]) {
    const wrong = Array.from(list).find((value) => !Number.isFinite(value));
    if (wrong !== undefined) throw new Violation(`${wrong} was accepted`);
  }
  const short = Array.from(lengths ?? []).find((length) => !(length >= 1 && length <= shape[1]));
  if (short !== undefined) throw new Violation(`a length of ${short} was accepted`);
}

const file = 'the-file.dat';

/** A reader of files: good ones, how they are damaged, and how they are read. */
function reader<Options>(
  name: string,
  files: readonly Uint8Array[],
  damage: (draw: Draw) => Edit<Uint8Array>[],
  choices: readonly Options[],
  read: (bytes: Uint8Array, options: Options) => Promise<Read>,
): Target<{ readonly bytes: Uint8Array; readonly options: Options }> {
  return {
    name,
    quickly: 400,
    named: new RegExp(file),
    setUp: () =>
      Promise.resolve({
        draw(draw) {
          const start = { bytes: draw.pick(files), options: draw.pick(choices) };
          const edits = damage(draw).map((edit) => (input: typeof start) => ({
            ...input,
            bytes: edit(input.bytes),
          }));
          return { start, edits };
        },
        async attempt({ bytes, options }) {
          expectSound(await read(bytes, options));
        },
        contents: ({ bytes }) => bytes,
      }),
  };
}

const tables = [
  'a,b,c,label\n1,2,3,x\n4,5.5,6e3,y\n-7,8,9,x\n',
  '1;2;3\n4;5;6\n',
  '1\t2\n3\t4\n',
  '"a","b"\n"1","2"\n3,4\n',
  '\ufeffx,y\n1.5,2\n3,4\n',
].map(encoded);

const csvOptions: readonly CsvOptions[] = [
  {},
  {},
  { label: 'label' },
  { header: false },
  { header: true },
  { label: -1 },
  { columns: [0, 1] },
  { delimiter: ';' },
];

const csv = reader('CSV', tables, damageText, csvOptions, (bytes, options) =>
  readCsv(bytes, file, options),
);

const series = [
  '@problemName p\n@timeStamps false\n@univariate true\n@equalLength true\n@seriesLength 4\n@classLabel true 1 2\n@data\n1,2,3,4:1\n5,6,7,8:2\n',
  '@problemName q\n@dimensions 2\n@equalLength false\n@classLabel true a b\n@data\n1,2:3,4:a\n5,6,7:8,9,10:b\n',
  '@targetLabel true\n@data\n1,2,3:0.5\n',
].map(encoded);

const timeSeries = reader(
  'time series (.ts)',
  series,
  damageText,
  [{}, {}, {}, { steps: 4 }, { steps: 5 }],
  (bytes, options) => readTimeSeries(bytes, file, options),
);

const documents = ['1 1:2 3:4\n2 2:1 10:3\n', '0 5:1\n'].map(encoded);

const bags = reader('bags of words', documents, damageText, [10], (bytes, words) =>
  readBagsOfWords(bytes, file, words),
);

function npyOf(type: string): Uint8Array {
  const text = `{'descr': '${type}', 'fortran_order': False, 'shape': (3, 4), }`.padEnd(117);
  const header = encoded(`${text}\n`);
  const magic = Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, header.length, 0);
  return joined(magic, header, new Uint8Array(12 * Number(type[2])).fill(1));
}

const arrays = ['<f4', '>f8', '<f8', '|u1', '<i8', '<i2', '|b1', '<u4'].map(npyOf);

const npy = reader(
  'NPY',
  arrays,
  (draw) => (draw.below(3) === 0 ? damageText(draw) : damageBytes(draw)),
  [undefined],
  (bytes) => readNpy(bytes, file),
);

const images = [
  [0, 0, 8, 2, 0, 0, 0, 3, 0, 0, 0, 4, ...Array<number>(12).fill(7)],
  [0, 0, 0x0d, 1, 0, 0, 0, 3, ...Array<number>(12).fill(1)],
  [0, 0, 0x0b, 3, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 2, ...Array<number>(8).fill(1)],
].map((bytes) => Uint8Array.from(bytes));

const idx = reader('IDX', images, damageBytes, [undefined], (bytes) => readIdx(bytes, file));

const table = encoded('a,b\n' + '1.25,2.5\n3.75,4\n'.repeat(50));
const whole = await readCsv(table, file);

/**
 * What is read of a damaged archive has to be what was packed, by its checksum; or it
 * is no archive.
 */
const gzip = reader(
  'gzip',
  [1, 6, 9].map((level) => new Uint8Array(gzipSync(table, { level }))),
  damageBytes,
  [undefined],
  async (bytes) => {
    const read = await readCsv(bytes, file);
    const packed = bytes[0] === 0x1f && bytes[1] === 0x8b;
    if (packed && read.values.join() !== whole.values.join())
      throw new Violation('other values came out');
    return read;
  },
);

/** Readers of data files. */
export const readers = [csv, npy, idx, timeSeries, bags, gzip];
