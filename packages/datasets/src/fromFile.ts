import { Dataset } from '@autoencoder-zoo/core';
import { fileName, readBytes } from './files/nodeFiles.js';
import { readColumnNames, readCsv, type CsvOptions } from './readers/csv.js';
import { DataFileError } from './readers/dataFileError.js';
import type { SizeLimit } from './readers/decompress.js';
import { readIdx } from './readers/idx.js';
import { oneOf, refuseBadNames } from './readers/encodeLabels.js';
import { readNpy } from './readers/npy.js';
import type { NumericArray } from './readers/numericArray.js';
import { readTimeSeries, type TimeSeriesOptions } from './readers/timeSeries.js';
import { refuseWrongTypes } from './optionTypes.js';
import { inShape } from './inShape.js';

/** How to read a file; `Shape` is the shape of one sample. */
export interface FromFileOptions<Shape extends readonly number[]>
  extends CsvOptions, TimeSeriesOptions {
  /** Name for messages and reports. Default: the file's name. */
  readonly name?: string | undefined;
  /** Shape of one sample. Default: what the file says, for a CSV file its number of columns. */
  readonly shape?: Shape | undefined;
  /** A stored value `v` stands for `v * scale`. Default 1/255 for bytes of an IDX file, else 1. */
  readonly scale?: number | undefined;
  /** IDX or NPY file with the class of each sample, for data in IDX or NPY. Default: none. */
  readonly labels?: string | URL | undefined;
}

/** The parts of a data set that a file gives. */
interface Contents extends NumericArray {
  readonly scale?: number;
  readonly labels?: Int32Array | undefined;
  readonly labelNames?: readonly string[] | undefined;
  readonly lengths?: Int32Array | undefined;
  readonly columns?: readonly string[] | undefined;
}

/** A kind of file: how its names end, which options it knows, how it is read. */
interface Format {
  readonly ending: RegExp;
  readonly options: readonly (keyof FromFileOptions<readonly number[]>)[];
  readonly read: (
    bytes: Uint8Array,
    path: string,
    options: FromFileOptions<readonly number[]>,
  ) => Promise<Contents>;
  /** The names of all columns, where the format can have some. */
  readonly readNames?: typeof readColumnNames;
}

const FORMATS: readonly Format[] = [
  {
    ending: /\.[ct]sv$/i,
    options: ['header', 'delimiter', 'decimal', 'encoding', 'label', 'labelNames', 'columns'],
    read: readCsv,
    readNames: readColumnNames,
  },
  {
    ending: /\.npy$/i,
    options: ['labels', 'labelNames'],
    read: async (bytes, path, options) => ({
      ...(await readNpy(bytes, path, options)),
      ...(await readLabels(path, options)),
    }),
  },
  {
    ending: /(\.idx|[.-]idx\d+|[.-]ubyte)$/i,
    options: ['labels', 'labelNames'],
    read: async (bytes, path, options) => {
      const array = await readIdx(bytes, path, options);
      const scale = array.values instanceof Uint8Array ? 1 / 255 : 1;
      return { ...array, scale, ...(await readLabels(path, options)) };
    },
  },
  {
    ending: /\.ts$/i,
    options: ['steps', 'encoding', 'labelNames'],
    read: async (bytes, path, options) => {
      const read = await readTimeSeries(bytes, path, options);
      const [series, steps, channels] = read.shape;
      return { ...read, shape: channels === 1 ? [series, steps] : read.shape };
    },
  },
];

/**
 * Makes a data set of a file, whose name tells its format: `.csv` and `.tsv`, `.npy`, `.idx` and
 * `-ubyte` (IDX), `.ts` (UCR time series), each also with `.gz`. For Node only.
 *
 * The first axis of an array counts the samples. Values keep the type of the file; numbers
 * in text are `float64` unless `float32` holds each of them exactly. Series of a `.ts`
 * file have the shape `[steps]`, or `[steps, channels]` if there are several channels.
 *
 * @throws DataFileError if the file is missing, damaged, too large or of another
 * format, holds NaN or an infinity, or has a class that is not one of `labelNames`.
 * @throws RangeError if the name has none of these endings, an option does not apply to the format,
 * or `shape` does not fit.
 */
export async function fromFile<const Shape extends readonly number[] = readonly number[]>(
  path: string | URL,
  options: FromFileOptions<Shape> = {},
): Promise<Dataset<Shape>> {
  const file = fileName(path);
  const format = formatOf(file);
  refuseUnknown(options, format, file);
  refuseWrongTypes(options, file);
  const { shape: axes, ...contents } = await format.read(
    await readBytes(path),
    String(path),
    options,
  );
  const dataset = new Dataset<readonly number[]>({
    name: options.name ?? file,
    values: contents.values,
    shape: axes.length > 1 ? axes.slice(1) : [1],
    scale: options.scale ?? contents.scale ?? 1,
    labels: contents.labels,
    labelNames: contents.labelNames,
    lengths: contents.lengths,
    columns: contents.columns,
  });
  return inShape(dataset, options.shape);
}

/**
 * The names of all columns of a file, the label's too; `undefined` if it has none. For Node only.
 *
 * @param options - As `fromFile` takes them.
 * @throws DataFileError if the file is missing or no table of numbers; RangeError as
 * `fromFile` does.
 */
export async function columnNames(
  path: string | URL,
  options: FromFileOptions<readonly number[]> = {},
): Promise<readonly string[] | undefined> {
  const { readNames } = formatOf(fileName(path));
  return readNames?.(await readBytes(path), String(path), options);
}

function formatOf(file: string): Format {
  const format = FORMATS.find(({ ending }) => ending.test(file.replace(/\.gz$/i, '')));
  if (format) return format;
  const hint = /\.npz$/i.test(file) ? '; save one array of it with numpy.save' : '';
  throw new RangeError(
    `${file}: the ending must be one of .csv, .tsv, .npy, .idx, -ubyte, .ts, each also with .gz${hint}`,
  );
}

function refuseUnknown(options: object, { options: own }: Format, file: string): void {
  const known = ['name', 'shape', 'scale', 'maximumBytes', ...own];
  for (const [option, value] of Object.entries(options)) {
    if (value !== undefined && !known.includes(option)) {
      throw new RangeError(
        `${file}: the option ${option} does not apply to this format, which has ${known.join(', ')}`,
      );
    }
  }
}

/** Classes from a file of their own, of which `labelNames` must have the names if it is given. */
async function readLabels(
  data: string,
  options: Pick<FromFileOptions<readonly number[]>, 'labels' | 'labelNames'> & SizeLimit,
): Promise<Pick<Contents, 'labels' | 'labelNames'>> {
  const { labels: path, labelNames } = options;
  if (path === undefined) {
    if (labelNames)
      throw new RangeError(
        `${data}: the option labelNames needs labels: '...', the file of the classes`,
      );
    return {};
  }
  refuseBadNames(labelNames, data);
  const name = String(path);
  const read = /\.npy(\.gz)?$/i.test(name) ? readNpy : readIdx;
  const { values, shape } = await read(await readBytes(path), name, options);
  const wrong = values.findIndex((label) => (label | 0) !== label || label < 0);
  if (shape.length !== 1 || wrong >= 0) {
    throw new DataFileError(
      name,
      'one axis of whole numbers from 0',
      shape.length === 1
        ? `${values[wrong]} in sample ${wrong}`
        : `values of shape [${shape.join(', ')}]`,
    );
  }
  const unnamed = labelNames ? values.findIndex((label) => label >= labelNames.length) : -1;
  if (unnamed >= 0) {
    throw new DataFileError(name, oneOf(labelNames!), `${values[unnamed]} in sample ${unnamed}`);
  }
  return { labels: Int32Array.from(values), labelNames };
}
