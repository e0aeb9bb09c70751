import { Dataset } from '@autoencoder-zoo/core';
import { readBundled } from './files/bundled.js';
import { readBagsOfWords } from './readers/bagsOfWords.js';
import { DataFileError } from './readers/dataFileError.js';

/** Options of {@link newsgroups20}. */
export interface Newsgroups20Options {
  /**
   * What stands for a word in a document: its count (the default), `log(1 + count)`, or its share
   * of the document's words.
   */
  readonly values?: 'counts' | 'log' | 'frequencies' | undefined;
}

/** The 20 Newsgroups with their vocabulary. */
export interface Newsgroups20 {
  /** 7,505 documents; labels 0 to 19. */
  readonly documents: Dataset<[2000]>;
  /** The word that each of the 2,000 values counts. */
  readonly vocabulary: readonly string[];
}

/**
 * 20 Newsgroups: 7,505 messages to 20 groups as bags of the 2,000 most frequent words, in the
 * selection of Hinton & Salakhutdinov (2009) as used by Miao, Yu & Blunsom (2016); the part which
 * those use for test. Travels with this package.
 *
 * @returns Counts are kept as `uint16`, the other kinds of values as `float32`.
 */
export async function newsgroups20({
  values = 'counts',
}: Newsgroups20Options = {}): Promise<Newsgroups20> {
  if (!Object.hasOwn(WEIGHTS, values)) {
    throw new RangeError(
      `values must be one of ${Object.keys(WEIGHTS).join(', ')}, but is ${values}`,
    );
  }
  const [bags, words] = await Promise.all([
    readBundled(new URL('../data/20news-test-2000.feat.gz', import.meta.url)),
    readBundled(new URL('../data/20news-vocab-2000.txt', import.meta.url)),
  ]);
  const vocabulary = readVocabulary(words.bytes);
  const { values: counts, labels } = await readBagsOfWords(bags.bytes, bags.path, 2000);
  const weight = WEIGHTS[values];
  const documents = new Dataset<[2000]>({
    name: 'newsgroups20',
    values: weight ? weigh(counts, weight) : counts,
    shape: [2000],
    labels: labels.map((label) => label - 1),
    labelNames: GROUPS,
  });
  return { documents, vocabulary };
}

const WEIGHTS = {
  counts: undefined,
  log: (count: number) => Math.log1p(count),
  frequencies: (count: number, total: number) => count / total,
};

/** Weighs each count of 1 and more, given the number of words in its document. */
function weigh(
  counts: Uint16Array,
  weight: (count: number, total: number) => number,
): Float32Array {
  const values = new Float32Array(counts.length);
  for (let start = 0; start < counts.length; start += 2000) {
    const document = counts.subarray(start, start + 2000);
    const total = document.reduce((sum, count) => sum + count, 0);
    document.forEach((count, word) => {
      if (count > 0) values[start + word] = weight(count, total);
    });
  }
  return values;
}

/** A line a word: `word frequency`. */
function readVocabulary(bytes: Uint8Array): string[] {
  const lines = new TextDecoder().decode(bytes).trim().split(/\r?\n/);
  const words = lines.map((line) => line.split(' ')[0]);
  if (words.length === 2000) return words;
  throw new DataFileError('20news-vocab-2000.txt', '2000 words', `${words.length}`);
}

const GROUPS = [
  'alt.atheism',
  'comp.graphics',
  'comp.os.ms-windows.misc',
  'comp.sys.ibm.pc.hardware',
  'comp.sys.mac.hardware',
  'comp.windows.x',
  'misc.forsale',
  'rec.autos',
  'rec.motorcycles',
  'rec.sport.baseball',
  'rec.sport.hockey',
  'sci.crypt',
  'sci.electronics',
  'sci.med',
  'sci.space',
  'soc.religion.christian',
  'talk.politics.guns',
  'talk.politics.mideast',
  'talk.politics.misc',
  'talk.religion.misc',
];
