import { expect, it } from 'vitest';
import { latentSemanticAnalysis, latentSemanticCodes } from './latentSemanticAnalysis.js';
import { golden, samples } from '../testing/golden.js';

const { latentSemanticAnalysis: expected, size } = golden;
const documents = samples(expected.counts);
const held = samples(expected.heldCounts);

it("agrees with scikit-learn's", () => {
  const analysis = latentSemanticAnalysis(documents, 3);
  analysis.inverseDocumentFrequency.forEach((weight, i) =>
    expect(weight).toBeCloseTo(expected.inverseDocumentFrequency[i], 12),
  );
  analysis.singularValues.forEach((value, i) =>
    expect(value).toBeCloseTo(expected.singularValues[i], 5),
  );
  const codes = latentSemanticCodes(analysis, held);
  expect(codes.shape).toEqual([golden.test.length / size, 3]);
  codes.forEach((value, i) => expect(Math.abs(value)).toBeCloseTo(expected.codes[i], 5));
});

it('has no code for a document without words', () => {
  const analysis = latentSemanticAnalysis(documents, 2);
  const empty = { data: new Float32Array(size), shape: [1, size] };
  expect([...latentSemanticCodes(analysis, empty)]).toEqual([0, 0]);
});

it('refuses what does not fit', () => {
  expect(() => latentSemanticAnalysis(documents, size + 1)).toThrow(`from 1 to ${size}`);
  const other = { data: new Float32Array(10), shape: [5, 2] };
  expect(() => latentSemanticCodes(latentSemanticAnalysis(documents, 2), other)).toThrow(
    'count 2 words',
  );
});
