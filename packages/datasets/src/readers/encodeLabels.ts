import { quoteAll } from './quoteAll.js';

/** Class labels as numbers from 0, with the names they stand for. */
export interface EncodedLabels {
  /** One class per sample, from 0. */
  readonly labels: Int32Array;
  /** Name of each class as it stood in the file. */
  readonly labelNames: readonly string[];
}

/**
 * Numbers names of classes: by their place in `labelNames` where those are given, else the distinct
 * names in numeric order if all are numbers, else in alphabetical order.
 *
 * @param unknown - The error for the name at `index` that is none of `labelNames`.
 */
export function encodeLabels(
  names: readonly string[],
  labelNames: readonly string[] = distinct(names),
  unknown?: (index: number) => Error,
): EncodedLabels {
  const classes = new Map(labelNames.map((name, label) => [name, label]));
  const labels = Int32Array.from(names, (name) => classes.get(name) ?? -1);
  const wrong = labels.indexOf(-1);
  if (wrong >= 0 && unknown) throw unknown(wrong);
  return { labels, labelNames };
}

/** What a label must be where the names of the classes are known. */
export function oneOf(labelNames: readonly string[]): string {
  return `one of the classes ${quoteAll(labelNames)}`;
}

/** @throws RangeError if names of classes are no texts, none, or the same. */
export function refuseBadNames(labelNames: readonly string[] | undefined, where: string): void {
  if (labelNames === undefined) return;
  const isList = Array.isArray(labelNames) && labelNames.every((name) => typeof name === 'string');
  if (isList && labelNames.length > 0 && new Set(labelNames).size === labelNames.length) return;
  const came = isList ? quoteAll(labelNames) || 'an empty list' : String(labelNames);
  throw new RangeError(`${where}: the option labelNames must be different texts, but are ${came}`);
}

function distinct(names: readonly string[]): string[] {
  const labelNames = [...new Set(names)];
  return labelNames.every((name) => Number.isFinite(Number(name)))
    ? labelNames.sort((a, b) => Number(a) - Number(b))
    : labelNames.sort();
}
