import { expect, it } from 'vitest';
import { asFlags } from './flags.js';

it.each([
  ["pass decimal: ',' for one number", 'pass --read decimal=, for one number'],
  ["with label: '...', or columns: [...]", "with --read label=..., or --read 'columns=[...]'"],
  ['pass label: 0 or header: true', 'pass --read label=0 or --read header=true'],
  ['raise the option maximumBytes', 'raise --read maximumBytes'],
  ['the option colour does not apply', '--read colour does not apply'],
  ["use scaling: 'minMax', or another", 'use --set scaling=minMax, or another'],
  [
    'batchSize: 20 there, 10 here; learningRate: 0.001 there, 1e-4 here',
    '--batch-size 20 there, 10 here; --learning-rate 0.001 there, 1e-4 here',
  ],
  ["use the option engine: 'eager'", 'use --engine eager'],
  ['read the file with columns: model.columns', "read the file with --read 'columns=[...]'"],
])('%j are %j on the command line', (code, flag) => {
  expect(asFlags(code)).toBe(flag);
});

it.each([
  'samples of shape [3] are expected',
  'toString: 5',
  "a.csv: labels: those of 'x'",
  'training data: sample 41 holds NaN',
])('%j stays as it is', (message) => {
  expect(asFlags(message)).toBe(message);
});
