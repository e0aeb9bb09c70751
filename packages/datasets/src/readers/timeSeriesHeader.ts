import { quoted } from '@autoencoder-zoo/core';
import { DataFileError } from './dataFileError.js';

/** What the tags of a `.ts` file say. */
export interface TimeSeriesHeader {
  readonly problemName: string | undefined;
  /** Whether each value comes with a time stamp. */
  readonly timeStamps: boolean;
  /** Number of channels, where it is given. */
  readonly dimensions: number | undefined;
  /** Whether all series are declared to have the same number of steps. */
  readonly equalLength: boolean;
  /** That number, where it is given. */
  readonly seriesLength: number | undefined;
  /** The classes, if series have one; empty if the file does not list them. */
  readonly classNames: readonly string[] | undefined;
  /** Whether series have a number to predict. */
  readonly hasTarget: boolean;
}

/**
 * Understands the lines before `@data` that begin with `@`.
 *
 * @throws DataFileError if a number among them is no positive whole number.
 */
export function readTimeSeriesHeader(lines: readonly string[], name: string): TimeSeriesHeader {
  const tags = new Map<string, readonly string[]>();
  for (const line of lines) {
    const [tag, ...words] = line.split(/\s+/);
    tags.set(tag.toLowerCase(), words);
  }
  const isTrue = (tag: string) => tags.get(tag)?.at(0)?.toLowerCase() === 'true';
  const count = (tag: string, spelling: string) => {
    const word = tags.get(tag)?.at(0);
    if (word === undefined || /^0*[1-9]\d{0,9}$/.test(word)) return word && Number(word);
    throw new DataFileError(name, `a whole number from 1 behind ${spelling}`, quoted(word));
  };
  const equalLength = isTrue('@equallength');
  return {
    problemName: tags.get('@problemname')?.join(' '),
    timeStamps: isTrue('@timestamps'),
    dimensions: count('@dimensions', '@dimensions') || undefined,
    equalLength,
    seriesLength: (equalLength && count('@serieslength', '@seriesLength')) || undefined,
    classNames: isTrue('@classlabel') ? tags.get('@classlabel')!.slice(1) : undefined,
    hasTarget: isTrue('@targetlabel'),
  };
}
