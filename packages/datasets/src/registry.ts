import type { Dataset } from '@autoencoder-zoo/core';
import type { DownloadOptions } from './files/download.js';

/** A data set that can be had by name. */
export interface DatasetEntry {
  /** Its name on the command line, which is also its subpath export. */
  readonly name: string;
  /** What it is, in a sentence. */
  readonly description: string;
  /** Shape of one sample by default. */
  readonly shape: readonly number[];
  /** Number of samples. */
  readonly size: { readonly train: number; readonly test?: number };
  /** Whether nothing is ever downloaded. */
  readonly offline: boolean;
  /**
   * Imports the loader and loads the set with its default options. A set without a test part has
   * `train` only.
   */
  load(options?: LoadOptions): Promise<LoadedDataset>;
}

/** Options of a registered data set. */
export interface LoadOptions {
  /** How to download, if it comes to that. */
  readonly download?: DownloadOptions | undefined;
}

/** A registered data set once it is loaded. */
export interface LoadedDataset {
  readonly train: Dataset;
  readonly test?: Dataset;
}

/** All data sets by name. Nothing is imported before `load` is called. */
export const datasets: Readonly<Record<string, DatasetEntry>> = byName([
  {
    name: 'mnist',
    description: 'handwritten digits, 28 x 28 pixels, 10 classes',
    shape: [784],
    size: { train: 60_000, test: 10_000 },
    offline: false,
    load: async ({ download } = {}) => (await import('./mnist.js')).mnist({ download }),
  },
  {
    name: 'fashion-mnist',
    description: 'pictures of clothes, 28 x 28 pixels, 10 classes',
    shape: [784],
    size: { train: 60_000, test: 10_000 },
    offline: false,
    load: async ({ download } = {}) =>
      (await import('./fashionMnist.js')).fashionMnist({ download }),
  },
  {
    name: 'frey-faces',
    description: 'frames of a video of one face, 28 x 20 pixels',
    shape: [560],
    size: { train: 1965 },
    offline: true,
    load: async () => ({ train: await (await import('./freyFaces.js')).freyFaces() }),
  },
  {
    name: 'newsgroups20',
    description: 'messages to 20 groups as counts of 2,000 words, 20 classes',
    shape: [2000],
    size: { train: 7505 },
    offline: true,
    load: async () => ({
      train: (await (await import('./newsgroups20.js')).newsgroups20()).documents,
    }),
  },
  {
    name: 'ecg5000',
    description: 'heart beats, 140 steps, normal and 4 kinds of anomalies (the training part)',
    shape: [140],
    size: { train: 500 },
    offline: true,
    load: async () => (await import('./ecg5000.js')).ecg5000(),
  },
  {
    name: 'italy-power-demand',
    description: 'power demand of a day, 24 hours, 2 classes',
    shape: [24],
    size: { train: 67, test: 1029 },
    offline: true,
    load: async () => (await import('./italyPowerDemand.js')).italyPowerDemand(),
  },
  {
    name: 'japanese-vowels',
    description: 'utterances of 7 to 29 steps with 12 channels, padded, 9 speakers',
    shape: [29, 12],
    size: { train: 270, test: 370 },
    offline: true,
    load: async () => (await import('./japaneseVowels.js')).japaneseVowels(),
  },
  {
    name: 'internal-bleeding',
    description: 'windows of a pressure signal with one anomaly, 184 steps',
    shape: [184],
    size: { train: 1017, test: 6118 },
    offline: true,
    load: async () => (await import('./internalBleeding.js')).internalBleeding(),
  },
  {
    name: 'swiss-roll',
    description: 'generated points of a rolled-up sheet in space',
    shape: [3],
    size: { train: 1500 },
    offline: true,
    load: async () => ({ train: (await (await import('./swissRoll.js')).swissRoll()).points }),
  },
  {
    name: 's-curve',
    description: 'generated points of an S-shaped sheet in space',
    shape: [3],
    size: { train: 1500 },
    offline: true,
    load: async () => ({ train: (await (await import('./sCurve.js')).sCurve()).points }),
  },
]);

function byName(entries: readonly DatasetEntry[]): Record<string, DatasetEntry> {
  return Object.fromEntries(entries.map((entry) => [entry.name, entry]));
}
