import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { decode } from 'fast-png';
import { parquetReadObjects } from 'hyparquet';
import { beforeAll, describe, expect, it } from 'vitest';
import { readNpy } from '@autoencoder-zoo/datasets';
import type { Measures } from '../evaluateModel.js';
import { aezoo, lastLine } from '../testing/aezoo.js';
import { temporaryFolder, writeBumps } from '../testing/folder.js';

const folder = temporaryFolder();
const at = (name: string) => join(folder, name);
writeBumps(join(folder, 'bumps.npy'), 64, [16]);
writeBumps(join(folder, 'odd.npy'), 64, [15]);
writeBumps(join(folder, 'others.npy'), 8, [16]);
writeBumps(join(folder, 'wide.npy'), 64, [4, 6]);
writeBumps(join(folder, 'tall.npy'), 64, [6, 4]);
writeFileSync(join(folder, 'short.ts'), series([2, 3, 3]));
writeFileSync(join(folder, 'long.ts'), series([5, 1, 4]));
writeFileSync(join(folder, 'abc.csv'), table(['a', 'b', 'c']));
writeFileSync(join(folder, 'cab.csv'), table(['more', 'c', 'a', 'b']));
writeFileSync(join(folder, 'abx.csv'), table(['a', 'b', 'x']));
writeFileSync(
  at('commas.csv'),
  table(['a', 'b', 'c'])
    .replaceAll(',', ';')
    .replaceAll('.', ',')
    .replace(/(?<=\d)$/gm, ';x')
    .replace(/c$/m, 'c;kind'),
);
writeFileSync(
  at('abck.csv'),
  readFileSync(at('abc.csv'), 'utf8')
    .replace(/(?<=\d)$/gm, ',x')
    .replace(/c$/m, 'c,kind'),
);
writeFileSync(at('points.csv'), readFileSync(at('abc.csv'), 'utf8').replace(/^.*\n/, ''));
writeFileSync(at('classes.csv'), readFileSync(at('points.csv'), 'utf8').replace(/^(?=.)/gm, '1,'));
writeFileSync(
  at('tokens.csv'),
  Array.from({ length: 64 }, (_, i) => `${[0, 1, 2, 3].map((j) => (i * j) % 5).join(',')}\n`).join(
    '',
  ),
);
writeFileSync(at('both.csv'), '0,0513\n0,0634\n0,0712\n');
const data = ['--data', 'bumps.npy'];
const run = (...args: string[]) => aezoo(folder, args);

beforeAll(async () => {
  const few = ['--epochs', '2', '--set', 'latentDim=3'];
  for (const args of [
    ['variational', '--out', 'drawn', ...data],
    ['underComplete', '--out', 'plain', ...data],
    ['variational', '--out', 'odd', '--data', 'odd.npy'],
    ['underComplete', '--out', 'wide', '--data', 'wide.npy'],
    ['underComplete', '--out', 'columns', '--data', 'abc.csv'],
    ['lstm', '--out', 'short', '--data', 'short.ts', '--set', 'units=4'],
    ['lstm', '--out', 'long', '--data', 'long.ts', '--set', 'units=4'],
  ]) {
    expect(await run('train', ...args, ...few)).toMatchObject({ code: 0 });
  }
}, 60_000);

describe('aezoo evaluate', () => {
  it('gives terms and measures beside PCA', async () => {
    const outcome = await run('evaluate', 'plain', ...data, '--json');
    expect(outcome).toMatchObject({ code: 0, stderr: '' });
    const measures = lastLine(outcome) as Measures;
    expect(measures).toMatchObject({ dir: 'plain', data: 'bumps', part: 'all', samples: 64 });
    const { squaredError, loss } = measures.terms as Record<string, number>;
    expect(squaredError).toBeCloseTo(loss, 4);
    expect(measures.meanSquaredError).toBeCloseTo(squaredError / 16, 6);
    expect(measures.peakSignalToNoise).toBeCloseTo(-10 * Math.log10(squaredError / 16), 1);
    expect(measures.pcaSquaredError).toBeNull();
  });

  it('counts wrong numbers of classes, of which no error can be squared', async () => {
    const tokens = ['--data', 'tokens.csv'];
    const set = ['vocabulary=5', 'units=4', 'input=[4,1]'].flatMap((each) => ['--set', each]);
    const trained = await run('train', 'sentenceVariational', ...tokens, ...set, '--out', 'tokens');
    expect(trained).toMatchObject({ code: 0, stderr: '' });
    const measures = lastLine(await run('evaluate', 'tokens', ...tokens, '--json')) as Measures;
    expect(measures).toMatchObject({
      terms: { hammingDistance: expect.any(Number) as number },
      meanSquaredError: null,
      peakSignalToNoise: null,
      pcaSquaredError: null,
    });
    const { stdout } = await run('evaluate', 'tokens', ...tokens);
    expect(stdout).toMatch(/hammingDistance/);
    expect(stdout).not.toMatch(/NaN|PCA|noise/);
  });

  it('fits PCA on what the model was trained on, and on no other data', async () => {
    const pcaOn = async (...args: string[]) =>
      (lastLine(await run('evaluate', 'plain', ...data, '--json', ...args)) as Measures)
        .pcaSquaredError;
    const own = await pcaOn('--train', 'bumps.npy');
    expect(own).toBeGreaterThan(0);
    expect(await pcaOn('--train', 'others.npy')).toBeGreaterThan(own!);
  });

  it('prints them for people', async () => {
    const { stdout } = await run('evaluate', 'plain', ...data);
    expect(stdout).toMatch(/^plain on bumps \(all, 64 samples\)\n/);
    expect(stdout).toMatch(/^ {2}peak signal to noise +[\d.]+ dB$/m);
    expect(stdout).toMatch(
      /^--train tells what the model was trained on; then PCA stands beside it$/m,
    );
  });
});

describe('aezoo encode', () => {
  it('writes the same codes as npy, csv and parquet', async () => {
    for (const name of ['codes.npy', 'new/codes.csv', 'codes.parquet']) {
      const { code, stdout, stderr } = await run('encode', 'drawn', ...data, '--out', name);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toBe(`${name}: codes of bumps (all), [64, 3]\n`);
    }
    const npy = await readNpy(readFileSync(at('codes.npy')), 'codes.npy');
    expect(npy.shape).toEqual([64, 3]);
    const [header, ...lines] = readFileSync(at('new/codes.csv'), 'utf8').trimEnd().split('\n');
    expect(header).toBe('z0,z1,z2');
    const csv = lines.flatMap((line) => line.split(',').map((cell) => Math.fround(Number(cell))));
    expect(csv).toEqual([...npy.values]);
    const rows: Record<string, unknown>[] = await parquetReadObjects({
      file: Uint8Array.from(readFileSync(at('codes.parquet'))).buffer,
    });
    expect(rows.flatMap((row) => [row['z0'], row['z1'], row['z2']])).toEqual(csv);
  });

  it('refuses other formats with code 2', async () => {
    const { code, stderr } = await run('encode', 'drawn', ...data, '--out', 'codes.xlsx');
    expect(stderr).toContain('.npy, .csv or .parquet');
    expect(code).toBe(2);
  });
});

describe('data of another form than that of the training', () => {
  const codesOf = async (model: string, file: string) => {
    const out = `${model}-${file}.npy`;
    const { code, stderr } = await run('encode', model, '--data', file, '--out', out);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    return (await readNpy(readFileSync(at(out)), out)).values;
  };

  it('has its columns picked by name', async () => {
    expect([...(await codesOf('columns', 'cab.csv'))]).toEqual([
      ...(await codesOf('columns', 'abc.csv')),
    ]);
  });

  it('may have a column of classes, which is no value', async () => {
    expect([...(await codesOf('columns', 'abck.csv'))]).toEqual([
      ...(await codesOf('columns', 'abc.csv')),
    ]);
    expect([...(await codesOf('columns', 'points.csv'))]).toEqual([
      ...(await codesOf('columns', 'abc.csv')),
    ]);
  });

  it('may have longer or shorter sequences', async () => {
    expect(await codesOf('short', 'long.ts')).toHaveLength(3 * 3);
    expect(await codesOf('long', 'short.ts')).toHaveLength(3 * 3);
  });

  it.each([
    ['columns', 'abx.csv', 'a column "c"'],
    ['columns', 'classes.csv', 'or tell the column of the classes with --read label=...'],
    ['wide', 'tall.npy', 'samples of shape [4, 6] are expected, but these have [6, 4]'],
  ])('is refused by %s with code 2 if it is %s', async (model, file, message) => {
    const { code, stderr } = await run('encode', model, '--data', file, '--out', 'never.npy');
    expect(stderr).toContain(message);
    expect(code).toBe(2);
  });
});

describe('aezoo sample of a model that is told labels', () => {
  it('gives those of the class that is asked for, by number or name', async () => {
    const rows = Array.from({ length: 30 }, (_, i) => `${i % 3},${(i * i) % 5},${'uvw'[i % 3]}`);
    writeFileSync(at('kinds.csv'), ['a,b,kind', ...rows].join('\n'));
    const data = ['--data', 'kinds.csv', '--read', 'label=kind'];
    const small = ['--set', 'hidden=[4]', '--set', 'latentDim=2', '--set', 'likelihood=gaussian'];
    const trained = await run(
      'train',
      'conditionalVariational',
      ...data,
      ...small,
      '--epochs',
      '1',
      '--out',
      'told',
    );
    expect(trained).toMatchObject({ code: 0 });
    const sample = (...args: string[]) =>
      run('sample', 'told', '--picture', '1x2', '--out', 'told.png', ...args);
    expect(await sample('--beside', 'label=2')).toMatchObject({ code: 0, stderr: '' });
    const byNumber = readFileSync(at('told.png'));
    expect(await sample('--beside', 'label=w')).toMatchObject({ code: 0, stderr: '' });
    expect(readFileSync(at('told.png')).equals(byNumber)).toBe(true);
    for (const [args, message] of [
      [[], 'reads the column "label"; give it for all samples, such as --beside label=0'],
      [['--beside', 'label=x'], '--beside label: expected a number or one of u, v, w, but got "x"'],
      [['--beside', 'label=3'], 'label 3, but this model has 3 classes'],
      [['--beside', 'label=1', '--beside', 'age=1'], 'reads no column "age"'],
    ] as const) {
      const { code, stderr } = await sample(...args);
      expect(code).toBe(2);
      expect(stderr).toContain(message);
    }
    const without = await run('train', 'conditionalVariational', '--data', 'bumps.npy');
    expect(without).toMatchObject({ code: 2 });
    expect(without.stderr).toContain('learns from labels, but bumps has none');
  });
});

describe('aezoo sample', () => {
  it('draws a grid of pictures', async () => {
    const { code, stderr } = await run('sample', 'drawn', '-n', '6', '--out', 'samples.png');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const { width, height, channels, data: pixels } = decode(readFileSync(at('samples.png')));
    expect({ width, height, channels }).toEqual({
      width: 3 * 6 - 2,
      height: 2 * 6 - 2,
      channels: 1,
    });
    expect(new Set(pixels).size).toBeGreaterThan(10);
  });

  it('draws others with another seed', async () => {
    for (const seed of ['1', '1', '2'])
      await run('sample', 'drawn', '--seed', seed, '--out', `${seed}.png`);
    expect(readFileSync(at('1.png')).equals(readFileSync(at('2.png')))).toBe(false);
  });

  it('asks for the size of pictures which it cannot know', async () => {
    const vague = await run('sample', 'odd', '--out', 'odd.png');
    expect(vague.code).toBe(2);
    expect(vague.stderr).toContain('--picture <height>x<width>');
    expect(await run('sample', 'odd', '--picture', '3x5', '--out', 'odd.png')).toMatchObject({
      code: 0,
    });
    expect(await run('sample', 'odd', '--picture', '4x5', '--out', 'odd.png')).toMatchObject({
      code: 2,
    });
  });

  it('refuses a model without a prior with code 2', async () => {
    const { code, stderr } = await run('sample', 'plain', '--out', 'plain.png');
    expect(stderr).toContain('no prior');
    expect(code).toBe(2);
  });
});

describe('aezoo reconstruct', () => {
  it('puts originals above reconstructions', async () => {
    const { code, stderr } = await run(
      'reconstruct',
      'plain',
      ...data,
      '-n',
      '5',
      '--out',
      'r.png',
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const { width, height, data: pixels } = decode(readFileSync(at('r.png')));
    expect({ width, height }).toEqual({ width: 5 * 6 - 2, height: 2 * 6 - 2 });
    const { values } = await readNpy(readFileSync(at('bumps.npy')), 'bumps.npy');
    expect([...pixels.slice(0, 4)]).toEqual(
      Array.from(values.slice(0, 4), (v) => Math.round(255 * v)),
    );
  });
});

describe('--read', () => {
  const encode = (...args: string[]) =>
    run('encode', 'columns', '--out', 'read.npy', '--data', ...args);

  it('tells how to read a file', async () => {
    expect(await encode('commas.csv', '--read', 'label=kind')).toMatchObject({ code: 0 });
    const read = await readNpy(readFileSync(at('read.npy')), 'read.npy');
    expect(await encode('abc.csv')).toMatchObject({ code: 0 });
    const plain = await readNpy(readFileSync(at('read.npy')), 'read.npy');
    expect([...read.values]).toEqual([...plain.values]);
  });

  it.each([
    [
      ['commas.csv', '--read', 'decimal=.'],
      'but found "0,380"; for decimal commas pass --read decimal=,',
    ],
    [['abck.csv', '--read', 'columns=["kind","b","a"]'], "numbers with --read 'columns=[...]'"],
    [['abck.csv', '--read', 'columns=["kind","b","a"]'], '--read label=...'],
    [['abc.csv', '--read', 'columns=["b","a","c"]'], "the file with --read 'columns=[...]'"],
    [['abc.csv', '--read', 'header=no'], '--read header must be true, false'],
    [['abc.csv', '--read', 'maximumBytes=9'], 'or raise --read maximumBytes if you trust it'],
    [['abc.csv', '--read', 'labelNames=["x"]'], '--read labelNames needs --read label=..., the'],
    [['both.csv'], 'pass --read decimal=, for one number, or --read delimiter=, for two'],
    [['abc.csv', '--read', 'columns=["a","b"]'], 'samples of shape [3] are expected'],
    [['abc.csv', '--read', 'colour=red'], '--read colour does not apply'],
    [['abc.csv', '--read', 'label'], '--read label: expected key=value, such as decimal=,'],
    [['italy-power-demand', '--read', 'steps=9'], 'italy-power-demand is a data set'],
  ])('refuses %j with code 2, in words of the command line', async (args, message) => {
    const { code, stderr } = await encode(...args);
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/^ {4}at /m);
    expect(code).toBe(2);
  });

  it('is known to train, evaluate and reconstruct', async () => {
    for (const args of [
      ['train', 'underComplete', '--epochs', '1', '--out', 'read'],
      ['evaluate', 'columns', '--train', 'commas.csv'],
      ['reconstruct', 'columns', '--picture', '1x3', '--out', 'read.png'],
    ]) {
      const read = ['--data', 'commas.csv', '--read', 'label=kind'];
      expect(await run(...args, ...read)).toMatchObject({ code: 0 });
    }
  });
});

describe('the folder of a model', () => {
  writeFileSync(at('empty.txt'), '');
  it.each([
    [['evaluate', 'nowhere', ...data], 'no such folder'],
    [['evaluate', '.', ...data], 'holds no model'],
    [['encode', 'plain', '--data', 'odd.npy', '--out', 'x.npy'], 'samples of shape [16]'],
    [['evaluate', 'plain', ...data, '--part', 'test'], 'no test part'],
  ])('is refused in %j with code 2', async (args, message) => {
    const { code, stderr } = await run(...args);
    expect(stderr).toContain(message);
    expect(code).toBe(2);
  });
});

/** Series of two channels and these lengths. */
function series(lengths: readonly number[]): string {
  const channel = (length: number, phase: number) =>
    Array.from({ length }, (_, i) => Math.sin(i + phase).toFixed(3)).join(',');
  const lines = lengths.map((length) => `${channel(length, 0)}:${channel(length, length)}`);
  return ['@problemName walks', '@data', ...lines, ''].join('\n');
}

/** A table whose columns hold the same numbers wherever they stand. */
function table(columns: readonly string[]): string {
  const rows = Array.from({ length: 20 }, (_, row) =>
    columns.map((column) => Math.sin(row + column.charCodeAt(0)).toFixed(3)).join(','),
  );
  return [columns.join(','), ...rows, ''].join('\n');
}
