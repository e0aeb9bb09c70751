import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { DataFileError } from './dataFileError.js';
import { readTimeSeries, type TimeSeriesOptions } from './timeSeries.js';

const read = (lines: string[], options?: TimeSeriesOptions) =>
  readTimeSeries(new TextEncoder().encode(lines.join('\n') + '\n'), 'a.ts', options);

const header = ['# a comment', '@problemName Small', '@timeStamps false'];

describe('readTimeSeries', () => {
  it('reads series of one length, one channel', async () => {
    const file = await read([...header, '@classLabel true 1 2', '@data', '1,2,3:2', '4,5,6:1']);
    expect(file).toEqual({
      problemName: 'Small',
      values: Float32Array.of(1, 2, 3, 4, 5, 6),
      shape: [2, 3, 1],
      lengths: undefined,
      labels: Int32Array.of(1, 0),
      labelNames: ['1', '2'],
    });
  });

  it('puts the channels of a step beside each other and pads short series', async () => {
    const lines = ['@data', '1,2:10,20:a', '3:30:b'];
    const file = await read([...header, '@classLabel true b a', ...lines]);
    expect(file.shape).toEqual([2, 2, 2]);
    expect(file.values).toEqual(Float32Array.of(1, 10, 2, 20, 3, 30, 0, 0));
    expect(file.lengths).toEqual(Int32Array.of(2, 1));
    expect(file.labels).toEqual(Int32Array.of(1, 0));
  });

  it('pads to the steps that it is told', async () => {
    const file = await read(['@data', '1,2', '3,4'], { steps: 3 });
    expect(file.values).toEqual(Float32Array.of(1, 2, 0, 3, 4, 0));
    expect(file.lengths).toEqual(Int32Array.of(2, 2));
    await expect(read(['@data', '1,2'], { steps: 1 })).rejects.toThrow(/at most 1 steps/);
  });

  it('reads files without classes, with a target, and compressed', async () => {
    expect((await read(['@classLabel false', '@data', '1,2'])).labels).toBeUndefined();
    expect((await read(['@targetLabel true', '@data', '1,2:0.5'])).shape).toEqual([1, 2, 1]);
    expect((await readTimeSeries(gzipSync('@DATA\r\n1,2\r\n'), 'a.ts.gz')).shape).toEqual([
      1, 2, 1,
    ]);
  });

  it('keeps what float32 would round', async () => {
    const { values } = await read(['@data', '5800000.065,1e39']);
    expect(values).toEqual(Float64Array.of(5800000.065, 1e39));
  });

  it('numbers classes as it is told', async () => {
    const lines = ['@classLabel true a b', '@data', '1:b', '2:a'];
    const options = { labelNames: ['c', 'b', 'a'] };
    expect(await read(lines, options)).toMatchObject({ labels: Int32Array.of(1, 2), ...options });
    await expect(read(lines, { labelNames: ['a'] })).rejects.toThrow(
      'one of the classes "a" at the end of line 3, but found "b"',
    );
    await expect(read(['@data', '1'], options)).rejects.toThrow(
      /series with classes for the option labelNames/,
    );
  });

  it('refuses steps that cannot be, and padding beyond what memory is for', async () => {
    await expect(read(['@data', '1'], { steps: 1.5 })).rejects.toThrow(
      /a\.ts: the option steps must be/,
    );
    await expect(read(['@data', '1', '2'], { steps: 1e9 })).rejects.toThrow(
      /a\.ts: .* 2 series that are padded to 1000000000 steps .* take 8000000000/,
    );
    const long = ['@data', '1', '1,'.repeat(9999) + '1', ...Array<string>(10_000).fill('1')];
    await expect(read(long, { maximumBytes: 1e6 })).rejects.toThrow(/line 3 has 10000/);
  });

  it('reads tags with many blanks at once', async () => {
    const blanks = ' '.repeat(200_000);
    const begin = performance.now();
    await read([`@problemName a${blanks}b${blanks}c`, `@${blanks}`, '@data', '1,2']);
    expect(performance.now() - begin).toBeLessThan(500);
  });

  it.each([
    ['NaN', ['@data', '1,NaN'], 'a number in line 2, channel 1, step 2, but found "NaN"'],
    ['a hexadecimal number', ['@data', '0x1F'], 'found "0x1F"; write numbers as decimals'],
    ['an empty class', ['@classLabel true', '@data', '1:'], 'a class at the end of line 3'],
    [
      'channels that are no number',
      ['@dimensions x', '@data', '1'],
      'behind @dimensions, but found "x"',
    ],
    ['codes that a terminal obeys', ['@data', '1,\x1b[2J'], String.raw`found "\u001b[2J"`],
    [
      'a missing value',
      ['@data', '1,?,3'],
      'a number in line 2, channel 1, step 2, but found "?"; fill in missing values',
    ],
    ['a word', ['@data', '1,2', '1,x'], 'a number in line 3, channel 1, step 2, but found "x"'],
    [
      'an unknown class',
      ['@classLabel true 1 2', '@data', '1,2:3'],
      'one of the classes "1", "2" at the end of line 3, but found "3"',
    ],
    ['a line without its class', ['@classLabel true 1 2', '@data', '1.5,2'], 'found "1.5,2"'],
    ['channels of two lengths', ['@data', '1,2:3'], '2 steps in line 2, channel 2, but found 1'],
    ['a channel too few', ['@data', '1:2', '3'], '2 channels in line 3, but found 1'],
    [
      'fewer channels than declared',
      ['@dimensions 3', '@data', '1:2'],
      '3 channels in line 3, but found 2',
    ],
    [
      'fewer steps than declared',
      ['@equalLength true', '@seriesLength 3', '@data', '1,2'],
      '3 steps in line 4',
    ],
    [
      'series of two lengths declared equal',
      ['@equalLength true', '@data', '1,2', '3'],
      '2 steps in line 4, channel 1, but found 1',
    ],
    [
      'a class without values',
      ['@classLabel true 1', '@data', '1'],
      '1 channels in line 3, but found 0',
    ],
    ['time stamps', ['@timeStamps true', '@data', '(0,1),(1,2)'], 'values without time stamps'],
    ['no series', ['@data'], 'series after @data, but found none'],
    ['a file cut in its header', ['@problemName Small'], 'the line @data'],
    ['another file', ['<!DOCTYPE html>'], 'an HTML page'],
  ])('refuses %s', async (_, lines, message) => {
    await expect(read(lines)).rejects.toThrow(DataFileError);
    await expect(read(lines)).rejects.toThrow(message);
  });
});
