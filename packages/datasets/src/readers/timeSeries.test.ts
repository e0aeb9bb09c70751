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

  it.each([
    [
      'a missing value',
      ['@data', '1,?,3'],
      'a number in line 2, channel 1, step 2, but found a missing value (?)',
    ],
    ['a word', ['@data', '1,2', '1,x'], 'a number in line 3, channel 1, step 2, but found "x"'],
    [
      'an unknown class',
      ['@classLabel true 1 2', '@data', '1,2:3'],
      'one of the classes 1, 2 at the end of line 3, but found "3"',
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
