/** Class labels as numbers from 0, with the names they stand for. */
export interface EncodedLabels {
  /** One class per sample, from 0. */
  readonly labels: Int32Array;
  /** Name of each class as it stood in the file. */
  readonly labelNames: readonly string[];
}

/** Numbers the distinct names: in numeric order if all are numbers, else in alphabetical order. */
export function encodeLabels(names: readonly string[]): EncodedLabels {
  const labelNames = [...new Set(names)];
  if (labelNames.every((name) => Number.isFinite(Number(name)))) {
    labelNames.sort((a, b) => Number(a) - Number(b));
  } else {
    labelNames.sort();
  }
  const index = new Map(labelNames.map((name, label) => [name, label]));
  return { labels: Int32Array.from(names, (name) => index.get(name)!), labelNames };
}
