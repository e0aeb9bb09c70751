import { DataFileError, describeStart } from './dataFileError.js';
import { decompress } from './decompress.js';
import { encodeLabels, type EncodedLabels } from './labels.js';
import type { NumericArray } from './numericArray.js';
import { readTimeSeriesHeader, type TimeSeriesHeader } from './timeSeriesHeader.js';

/** How to read a `.ts` file. */
export interface TimeSeriesOptions {
  /** Steps to which shorter series are padded. Default: those of the longest series. */
  readonly steps?: number | undefined;
}

/** The series of a `.ts` file. */
export interface TimeSeriesFile extends NumericArray, Partial<EncodedLabels> {
  /** The problem's name in the file's header. */
  readonly problemName: string | undefined;
  /** Step after step, the channels of a step beside each other; short series are padded with 0. */
  readonly values: Float32Array;
  /** Number of series, steps, channels. */
  readonly shape: readonly [series: number, steps: number, channels: number];
  /** Valid steps of each series; `undefined` if none is padded. */
  readonly lengths: Int32Array | undefined;
}

/**
 * Reads the `.ts` format of the UCR/UEA archive and of aeon: tags such as `@classLabel true 1 2`,
 * then after `@data` one series a line, its channels separated by `:`, the class last. Series may
 * differ in length. A regression target (`@targetLabel true`) is passed over.
 *
 * @param bytes The file, plain or compressed with gzip.
 * @param name The file's name, for error messages.
 * @throws DataFileError (naming the line) if a value is missing (`?`) or no number, the channels of
 * a series differ in number or length, a class is not in the header's list, steps carry time stamps,
 * or the file ends before its data.
 */
export async function readTimeSeries(
  bytes: Uint8Array,
  name: string,
  options: TimeSeriesOptions = {},
): Promise<TimeSeriesFile> {
  const file = await decompress(bytes, name);
  const lines = new TextDecoder().decode(file).split(/\r?\n/);
  const dataLine = lines.findIndex((line) => /^\s*@data\s*$/i.test(line));
  if (dataLine < 0) {
    throw new DataFileError(name, 'a time series file with the line @data', describeStart(file));
  }
  const header = readTimeSeriesHeader(lines.slice(0, dataLine));
  if (header.timeStamps) {
    throw new DataFileError(name, 'values without time stamps', '@timeStamps true');
  }
  const series: Series[] = [];
  for (let index = dataLine + 1; index < lines.length; index++) {
    const line = lines[index].trim();
    if (line === '' || line.startsWith('#')) continue;
    const where = { name, line: index + 1 };
    const one = parseSeries(line, header, where);
    checkSize(one, series.at(0) ?? one, header, where);
    series.push(one);
  }
  if (series.length === 0) throw new DataFileError(name, 'series after @data', 'none');
  return {
    problemName: header.problemName,
    ...pad(series, options.steps, name),
    ...classes(series, header),
  };
}

/** One line of a file: `channels[c][t]`. */
interface Series {
  readonly channels: readonly (readonly number[])[];
  readonly label: string | undefined;
}

/** Place in a file, for error messages. */
interface Where {
  readonly name: string;
  readonly line: number;
}

function parseSeries(text: string, header: TimeSeriesHeader, { name, line }: Where): Series {
  const parts = text.split(':');
  const { classNames, hasTarget } = header;
  const last = classNames || hasTarget ? parts.pop()!.trim() : undefined;
  if (classNames && classNames.length > 0 && !classNames.includes(last!)) {
    throw new DataFileError(
      name,
      `one of the classes ${classNames.join(', ')} at the end of line ${line}`,
      `"${shorten(last!)}"`,
    );
  }
  const channels = parts.map((part, channel) =>
    part.split(',').map((cell, step) => {
      const value = Number(cell);
      if (cell.trim() !== '' && Number.isFinite(value)) return value;
      throw new DataFileError(
        name,
        `a number in line ${line}, channel ${channel + 1}, step ${step + 1}`,
        cell.trim() === '?' ? 'a missing value (?)' : `"${shorten(cell)}"`,
      );
    }),
  );
  return { channels, label: classNames && last };
}

/** Refuses a series that has not the channels or steps of the header or of the first series. */
function checkSize(
  { channels }: Series,
  first: Series,
  { dimensions, equalLength, seriesLength }: TimeSeriesHeader,
  { name, line }: Where,
): void {
  const width = dimensions ?? first.channels.length;
  if (channels.length !== width || width === 0) {
    throw new DataFileError(name, `${width || 1} channels in line ${line}`, `${channels.length}`);
  }
  const declared = equalLength ? (seriesLength ?? first.channels[0].length) : undefined;
  const steps = declared ?? channels[0].length;
  const wrong = channels.findIndex((channel) => channel.length !== steps);
  if (wrong >= 0) {
    throw new DataFileError(
      name,
      `${steps} steps in line ${line}, channel ${wrong + 1}`,
      `${channels[wrong].length}`,
    );
  }
}

function pad(
  series: readonly Series[],
  steps: number | undefined,
  name: string,
): Pick<TimeSeriesFile, 'values' | 'shape' | 'lengths'> {
  const lengths = Int32Array.from(series, ({ channels }) => channels[0].length);
  const needed = lengths.reduce((a, b) => Math.max(a, b));
  const longest = steps ?? needed;
  if (longest < needed) {
    throw new DataFileError(name, `at most ${longest} steps`, `a series of ${needed} steps`);
  }
  const width = series[0].channels.length;
  const values = new Float32Array(series.length * longest * width);
  series.forEach(({ channels }, index) => {
    channels.forEach((valuesOfChannel, channel) => {
      const start = index * longest * width + channel;
      valuesOfChannel.forEach((value, step) => (values[start + step * width] = value));
    });
  });
  const equal = lengths.every((length) => length === longest);
  return { values, shape: [series.length, longest, width], lengths: equal ? undefined : lengths };
}

/** Classes are numbered in the order of the header's list, if it has one. */
function classes(
  series: readonly Series[],
  { classNames }: TimeSeriesHeader,
): Partial<EncodedLabels> {
  if (!classNames) return {};
  const labels = series.map(({ label }) => label!);
  if (classNames.length === 0) return encodeLabels(labels);
  const labelNames = classNames;
  return { labels: Int32Array.from(labels, (label) => labelNames.indexOf(label)), labelNames };
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}...` : text;
}
