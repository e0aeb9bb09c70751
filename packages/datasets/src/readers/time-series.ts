import { DataFileError, describeStart } from './data-file-error.js';
import { decompress } from './decompress.js';
import { encodeLabels, type EncodedLabels } from './labels.js';
import type { NumericArray } from './numeric-array.js';

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
  const text = new TextDecoder().decode(file);
  const lines = text.split(/\r?\n/);
  const dataLine = lines.findIndex((line) => /^\s*@data\s*$/i.test(line));
  if (dataLine < 0) {
    throw new DataFileError(name, 'a time series file with the line @data', describeStart(file));
  }
  const header = readTags(lines.slice(0, dataLine));
  if (header.get('timestamps') === 'true') {
    throw new DataFileError(name, 'values without time stamps', '@timeStamps true');
  }

  const series: Series[] = [];
  for (let index = dataLine + 1; index < lines.length; index++) {
    const line = lines[index].trim();
    if (line === '' || line.startsWith('#')) continue;
    const parsed = parseSeries(line, header, name, index + 1);
    const channels = series.at(0)?.channels.length ?? parsed.channels.length;
    if (parsed.channels.length !== channels) {
      throw new DataFileError(
        name,
        `${channels} channels in line ${index + 1}, as in the first series`,
        `${parsed.channels.length}`,
      );
    }
    series.push(parsed);
  }
  if (series.length === 0) throw new DataFileError(name, 'series after @data', 'none');
  return {
    problemName: header.get('problemname'),
    ...pad(series, options.steps, name),
    ...classes(series, header),
  };
}

/** One line of a file: `channels[c][t]`. */
interface Series {
  readonly channels: readonly (readonly number[])[];
  readonly label: string | undefined;
}

/** Tags in lower case, each with the rest of its line. */
function readTags(lines: readonly string[]): Map<string, string> {
  const tags = new Map<string, string>();
  for (const line of lines) {
    const match = /^\s*@(\w+)\s*(.*?)\s*$/.exec(line);
    if (match) tags.set(match[1].toLowerCase(), match[2]);
  }
  return tags;
}

/** The names in `@classLabel true a b c`; `undefined` if the series have no class. */
function classNames(header: Map<string, string>): string[] | undefined {
  const [flag, ...names] = (header.get('classlabel') ?? '').split(/\s+/);
  return flag.toLowerCase() === 'true' ? names : undefined;
}

function parseSeries(
  line: string,
  header: Map<string, string>,
  name: string,
  lineNumber: number,
): Series {
  const parts = line.split(':');
  const names = classNames(header);
  const hasTarget = (header.get('targetlabel') ?? '').toLowerCase().startsWith('true');
  const last = names || hasTarget ? parts.pop()!.trim() : undefined;
  if (names && names.length > 0 && !names.includes(last!)) {
    throw new DataFileError(
      name,
      `one of the classes ${names.join(', ')} at the end of line ${lineNumber}`,
      `"${shorten(last!)}"`,
    );
  }
  const declared = Number(header.get('dimensions') ?? (parts.length || 1));
  if (parts.length !== declared) {
    throw new DataFileError(
      name,
      `${declared} channels in line ${lineNumber}`,
      `${parts.length}${parts.length < declared ? '; the line is truncated' : ''}`,
    );
  }
  const channels = parts.map((part, channel) =>
    part.split(',').map((cell, step) => {
      const value = Number(cell);
      if (cell.trim() !== '' && Number.isFinite(value)) return value;
      throw new DataFileError(
        name,
        `a number in line ${lineNumber}, channel ${channel + 1}, step ${step + 1}`,
        cell.trim() === '?' ? 'a missing value (?)' : `"${shorten(cell)}"`,
      );
    }),
  );
  const equal = (header.get('equallength') ?? '').toLowerCase() === 'true';
  const length = (equal && Number(header.get('serieslength'))) || channels[0].length;
  const wrong = channels.findIndex((channel) => channel.length !== length);
  if (wrong >= 0) {
    throw new DataFileError(
      name,
      `${length} steps in line ${lineNumber}, channel ${wrong + 1}`,
      `${channels[wrong].length}`,
    );
  }
  return { channels, label: names ? last : undefined };
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
    channels.forEach((steps, channel) => {
      const start = index * longest * width + channel;
      steps.forEach((value, step) => (values[start + step * width] = value));
    });
  });
  const equal = lengths.every((length) => length === longest);
  return { values, shape: [series.length, longest, width], lengths: equal ? undefined : lengths };
}

/** Classes are numbered in the order of the header's list. */
function classes(series: readonly Series[], header: Map<string, string>): Partial<EncodedLabels> {
  const labelNames = classNames(header);
  if (!labelNames) return {};
  const labels = series.map(({ label }) => label!);
  if (labelNames.length === 0) return encodeLabels(labels);
  return { labels: Int32Array.from(labels, (label) => labelNames.indexOf(label)), labelNames };
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}...` : text;
}
