import { quoted } from '@autoencoder-zoo/core';
import { DataFileError, describeStart } from './dataFileError.js';
import { encodeLabels, oneOf, refuseBadNames, type EncodedLabels } from './encodeLabels.js';
import { describeCell, newValues, Numbers, parseNumber } from './numbers.js';
import type { NumericArray } from './numericArray.js';
import { readLines, readText, type TextOptions } from './readText.js';
import { readTimeSeriesHeader, type TimeSeriesHeader } from './timeSeriesHeader.js';

/** How to read a `.ts` file. */
export interface TimeSeriesOptions extends TextOptions {
  /** Steps to which shorter series are padded. Default: those of the longest series. */
  readonly steps?: number | undefined;
  /**
   * Names of the classes in the order of their numbers, so that several files number them alike:
   * `labelNames: train.labelNames`. Default: the list in the file's header.
   */
  readonly labelNames?: readonly string[] | undefined;
}

/** The series of a `.ts` file. */
export interface TimeSeriesFile extends NumericArray, Partial<EncodedLabels> {
  /** The problem's name in the file's header. */
  readonly problemName: string | undefined;
  /**
   * Step after step, the channels of a step beside each other; short series are padded with 0.
   * `float32` where that holds each value exactly.
   */
  readonly values: Float32Array | Float64Array;
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
 * @param bytes - The file, plain or compressed with gzip.
 * @param name - The file's name, for error messages.
 * @throws DataFileError (naming the line) if a value is missing (`?`) or no finite
 * number, the channels of a series differ in number or length, a series has more than
 * `steps`, a class is not in the list of the header or of `labelNames`, steps carry
 * time stamps, or the file ends before its data.
 * @throws RangeError if `steps` is no positive integer.
 */
export async function readTimeSeries(
  bytes: Uint8Array,
  name: string,
  options: TimeSeriesOptions = {},
): Promise<TimeSeriesFile> {
  const { steps } = options;
  if (steps !== undefined && !(Number.isInteger(steps) && steps > 0)) {
    throw new RangeError(`${name}: the option steps must be a positive integer, but is ${steps}`);
  }
  const series = new SeriesReader(name, options);
  let line = 0;
  for await (const lines of readLines(readText(bytes, name, options), name)) {
    for (const text of lines) series.read(text.trim(), ++line);
  }
  return series.finish();
}

/** Takes the lines of a file one by one. */
class SeriesReader {
  readonly #name: string;
  readonly #options: TimeSeriesOptions;
  /** The first line, then tags, until the header is understood. */
  readonly #start: string[] = [];
  #header: TimeSeriesHeader | undefined;
  /** Channel after channel of series after series. */
  readonly #numbers: Numbers;
  readonly #lengths: number[] = [];
  readonly #lines: number[] = [];
  readonly #classes: string[] = [];
  /** The classes in the order of their numbers, where `labelNames` or the header list them. */
  #known: ReadonlySet<string> | undefined;
  #width = 0;

  constructor(name: string, options: TimeSeriesOptions) {
    this.#name = name;
    this.#options = options;
    this.#numbers = new Numbers(name, options);
  }

  read(text: string, line: number): void {
    if (this.#header) {
      if (text !== '' && !text.startsWith('#')) this.#readSeries(text, line, this.#header);
      return;
    }
    if (text.toLowerCase() === '@data') {
      this.#header = readTimeSeriesHeader(
        this.#start.filter((tag) => tag.startsWith('@')),
        this.#name,
      );
      this.#understand(this.#header);
      return;
    }
    if (line === 1 || text.startsWith('@')) this.#start.push(text);
  }

  #understand({ timeStamps, classNames }: TimeSeriesHeader): void {
    if (timeStamps) throw this.#fail('values without time stamps', '@timeStamps true');
    const { labelNames } = this.#options;
    if (labelNames && !classNames) {
      throw this.#fail('series with classes for the option labelNames', 'no line @classLabel true');
    }
    refuseBadNames(labelNames, this.#name);
    const known = labelNames ?? classNames;
    this.#known = known?.length ? new Set(known) : undefined;
  }

  finish(): TimeSeriesFile {
    if (!this.#header) {
      const start = new TextEncoder().encode(this.#start[0]?.slice(0, 9) ?? '');
      throw this.#fail('a time series file with the line @data', describeStart(start));
    }
    if (this.#lengths.length === 0) throw this.#fail('series after @data', 'none');
    return {
      problemName: this.#header.problemName,
      ...this.#pad(),
      ...(this.#header.classNames
        ? encodeLabels(this.#classes, this.#known && [...this.#known])
        : {}),
    };
  }

  #readSeries(text: string, line: number, header: TimeSeriesHeader): void {
    const channels = text.split(':');
    const { classNames, hasTarget, dimensions } = header;
    const last = classNames || hasTarget ? channels.pop()!.trim() : '';
    if (classNames) this.#readClass(last, line);
    this.#lines.push(line);
    this.#width ||= dimensions ?? channels.length;
    if (channels.length !== this.#width || channels.length === 0) {
      throw this.#fail(`${this.#width || 1} channels in line ${line}`, `${channels.length}`);
    }
    const declared = header.equalLength ? (header.seriesLength ?? this.#lengths.at(0)) : undefined;
    let steps = declared;
    for (const [channel, cells] of channels.entries()) {
      const length = this.#readChannel(cells, line, channel);
      steps ??= length;
      if (length === steps) continue;
      const hint = last === '' && length === 1 ? '; has the header a line @classLabel true?' : '';
      throw this.#fail(
        `${steps} steps in line ${line}, channel ${channel + 1}`,
        `${length}${hint}`,
      );
    }
    const most = this.#options.steps ?? Infinity;
    if (steps! > most) {
      throw this.#fail(
        `at most ${most} steps`,
        `a series of ${steps} steps in line ${line}; pass steps: ${steps}, or cut the series`,
      );
    }
    this.#lengths.push(steps!);
  }

  /** @returns The number of steps. */
  #readChannel(text: string, line: number, channel: number): number {
    const cells = text.split(',');
    for (const [step, cell] of cells.entries()) {
      const value = parseNumber(cell);
      if (value === undefined) {
        throw this.#fail(
          `a number in line ${line}, channel ${channel + 1}, step ${step + 1}`,
          describeCell(cell, '.'),
        );
      }
      this.#numbers.push(value);
    }
    return cells.length;
  }

  #pad(): Pick<TimeSeriesFile, 'values' | 'shape' | 'lengths'> {
    const lengths = Int32Array.from(this.#lengths);
    const count = lengths.length;
    const width = this.#width;
    const needed = lengths.reduce((a, b) => Math.max(a, b));
    const longest = this.#options.steps ?? needed;
    const values = newValues(
      count * longest * width,
      this.#numbers,
      `${count} series that are padded to ${longest} steps (line ${this.#lines[lengths.indexOf(needed)]} has ${needed})`,
    );
    const given = this.#numbers.toArray();
    let at = 0;
    for (let series = 0; series < count; series++) {
      for (let channel = 0; channel < width; channel++) {
        let target = series * longest * width + channel;
        for (let step = 0; step < lengths[series]; step++, target += width) {
          values[target] = given[at++];
        }
      }
    }
    const equal = lengths.every((length) => length === longest);
    return { values, shape: [count, longest, width], lengths: equal ? undefined : lengths };
  }

  #readClass(text: string, line: number): void {
    if (text === '' || (this.#known && !this.#known.has(text))) {
      const expected = this.#known ? oneOf([...this.#known]) : 'a class';
      throw this.#fail(`${expected} at the end of line ${line}`, quoted(text));
    }
    this.#classes.push(text);
  }

  #fail(expected: string, found: string): DataFileError {
    return new DataFileError(this.#name, expected, found);
  }
}
