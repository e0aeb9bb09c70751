import { beforeAll, expect, it } from 'vitest';
import { newsgroups20, type Newsgroups20 } from './newsgroups20.js';

let groups: Newsgroups20;
beforeAll(async () => {
  groups = await newsgroups20();
});

it('loads documents, groups and words', () => {
  const { documents, vocabulary } = groups;
  expect([documents.length, documents.shape, vocabulary.length]).toEqual([7505, [2000], 2000]);
  expect(documents.values).toBeInstanceOf(Uint16Array);
  expect(vocabulary.slice(0, 3)).toEqual(['who', 'out', 'which']);
  expect(documents.labels!.filter((label) => label === 0)).toHaveLength(318);
  expect(documents.labels!.filter((label) => label === 19)).toHaveLength(251);
  // The first document has the word 2 twice.
  expect(documents.values[1847]).toBe(0);
  expect(documents.values[847]).toBe(2);
});

it('labels groups whose documents are about them', () => {
  const { documents, vocabulary } = groups;
  const uses = (word: string) => {
    const column = vocabulary.indexOf(word);
    const counts = new Float32Array(20);
    documents.labels!.forEach((label, index) => {
      counts[label] += documents.values[index * 2000 + column];
    });
    return documents.labelNames![counts.indexOf(counts.reduce((a, b) => Math.max(a, b)))];
  };
  expect(uses('space')).toBe('sci.space');
  expect(uses('hockey')).toBe('rec.sport.hockey');
  expect(uses('bike')).toBe('rec.motorcycles');
  expect(uses('encryption')).toBe('sci.crypt');
});

it('gives logarithms or shares instead of counts', async () => {
  const firstOf = async (values: 'log' | 'frequencies') => {
    const { documents } = await newsgroups20({ values });
    return Array.from(documents.slice(0, 1).values);
  };
  const counts = Array.from(groups.documents.slice(0, 1).values);
  const log = await firstOf('log');
  const shares = await firstOf('frequencies');
  expect(log[847]).toBeCloseTo(Math.log(3), 6);
  const words = counts.reduce((sum, count) => sum + count, 0);
  expect(shares[847]).toBeCloseTo(2 / words, 6);
  expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 5);
  await expect(newsgroups20({ values: 'tfidf' as 'log' })).rejects.toThrow(
    /values must be one of counts, log, frequencies, but is tfidf/,
  );
});
