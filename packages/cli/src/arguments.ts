import { InvalidArgumentError, Option } from 'commander';
import { settingOf } from './settings.js';

/** Reads a whole number of at least 1. */
export function positiveInteger(text: string): number {
  return whole(text, 1);
}

/** Reads a whole number of at least 0. */
export function nonNegativeInteger(text: string): number {
  return whole(text, 0);
}

/** Reads a number above 0. */
export function positiveNumber(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value <= 0) {
    throw new InvalidArgumentError('Expected a number above 0.');
  }
  return value;
}

function whole(text: string, lowest: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value) || value < lowest) {
    throw new InvalidArgumentError(`Expected a whole number of at least ${lowest}.`);
  }
  return value;
}

/** `--part train|test`. */
export function dataPartOption(): Option {
  return new Option(
    '--part <part>',
    'which part of the data (default: test if there is one)',
  ).choices(['train', 'test']);
}

/** `--read key=value`, what `loadData` takes as `read`. */
export function readOption(): Option {
  return new Option(
    '--read <key=value>',
    'how to read the file: header, delimiter, decimal, encoding, label, columns, steps, labels, scale or shape; can be repeated',
  ).argParser(settingOf('--read', 'decimal=, or label=machine or columns=[0,1]'));
}
