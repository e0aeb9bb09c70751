import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { aezoo, lastLine, type Outcome } from '../testing/aezoo.js';
import { temporaryFolder, writeBumps } from '../testing/folder.js';

const folder = temporaryFolder();
writeBumps(join(folder, 'bumps.npy'), 64, [16]);

interface TrainResult {
  readonly variant: string;
  readonly data: string;
  readonly seed: number;
  readonly seconds: number;
  readonly steps: number;
  readonly msPerStep: number;
  readonly train: Readonly<Record<string, number>>;
  readonly test?: Readonly<Record<string, number>>;
  readonly dir: string;
}

interface Model {
  readonly input: readonly number[];
  readonly seed: number;
  readonly corruption: { readonly part: string; readonly options: object };
  readonly encoder: { readonly options: object };
  readonly code: { readonly options: object };
}

const train = (...args: string[]) => aezoo(folder, ['train', ...args]);

const resultOf = (outcome: Outcome) => lastLine(outcome) as TrainResult;

/** Trains for one epoch. */
const one = (...args: string[]) => train(...args, '--data', 'bumps.npy', '--epochs', '1', '--json');

function modelOf(outcome: Outcome): Model {
  expect(outcome.stderr).toBe('');
  const { dir } = resultOf(outcome);
  return JSON.parse(readFileSync(join(folder, dir, 'model.json'), 'utf8')) as Model;
}

describe('aezoo train', () => {
  it('stores a run and prints one JSON object, and no progress without a terminal', async () => {
    const small = ['--set', 'latentDim=3', '--epochs', '4', '--batch-size', '20', '--seed', '5'];
    const outcome = await train('variational', '--data', 'bumps.npy', ...small, '--json');
    expect(outcome).toMatchObject({ code: 0, stderr: '' });
    const result = resultOf(outcome);
    expect(result).toEqual({
      variant: 'variational',
      data: 'bumps',
      seed: 5,
      seconds: expect.any(Number) as number,
      steps: 16,
      msPerStep: expect.any(Number) as number,
      train: {
        loss: expect.any(Number) as number,
        reconstruction: expect.any(Number) as number,
        kl: expect.any(Number) as number,
      },
      dir: join('runs', 'variational-bumps-5'),
    });
    const { loss, reconstruction, kl } = result.train as Record<string, number>;
    expect(loss).toBeCloseTo(reconstruction + kl, 3);
    for (const file of [
      'model.json',
      'weights.safetensors',
      'encoder.onnx',
      'decoder.onnx',
      'checkpoint.safetensors',
      'history.json',
    ]) {
      expect(existsSync(join(folder, result.dir, file)), file).toBe(true);
    }
    const history = JSON.parse(readFileSync(join(folder, result.dir, 'history.json'), 'utf8')) as {
      training: { loss: number[] };
    };
    expect(history.training.loss).toHaveLength(4);
    expect(history.training.loss.at(-1)).toBe(loss);
  });

  it('measures the test part of data that have one', async () => {
    const outcome = await train(
      ...['lstm', '--data', 'italy-power-demand', '--set', 'input=[24,1]', '--set', 'units=4'],
      ...['--epochs', '1', '--out', 'lstm', '--json'],
    );
    expect(outcome).toMatchObject({ code: 0, stderr: '' });
    const { train: terms, test } = resultOf(outcome);
    expect(Object.keys(test!)).toEqual(
      expect.arrayContaining([...Object.keys(terms), 'squaredError']),
    );
  });

  it('tells people what came out', async () => {
    const { code, stdout } = await train(
      ...['underComplete', '--data', 'bumps.npy', '--epochs', '2', '--out', 'people'],
    );
    expect(code).toBe(0);
    expect(stdout).toMatch(/^underComplete on bumps: 2 epochs, 2 steps, .* ms a step$/m);
    expect(stdout).toMatch(/^ {2}reconstruction +\d/m);
    expect(stdout).toContain('stored in people');
  });

  it('prints a line per epoch with --verbose', async () => {
    const { stderr } = await train(
      ...['underComplete', '--data', 'bumps.npy', '--epochs', '2', '--verbose', '--out', 'verbose'],
    );
    expect(stderr).toMatch(/^epoch 1\/2: loss [\d.]+, .*\nepoch 2\/2: loss [\d.]+, .*\n$/);
  });

  it('reaches every option of a recipe with --set', async () => {
    const model = modelOf(
      await one(
        ...[
          'denoising',
          '--set',
          'latentDim=6',
          '--set',
          'hidden=[9,8]',
          '--set',
          'noise=gaussian',
        ],
        ...[
          '--set',
          'deviation=0.5',
          '--set',
          'activation=tanh',
          '--set',
          'seed=3',
          '--out',
          'set',
        ],
      ),
    );
    expect(model).toMatchObject({
      input: [16],
      seed: 3,
      corruption: { part: 'gaussianNoise@1', options: { deviation: 0.5 } },
      encoder: { options: { hidden: [9, 8], activation: 'tanh' } },
      code: { options: { dim: 6 } },
    });
  });

  it('takes the seed of the first weights from --seed', async () => {
    expect(modelOf(await one('underComplete', '--seed', '9', '--out', 'seeded')).seed).toBe(9);
  });

  it('sees data in another shape where input is set', async () => {
    const outcome = await one('lstm', '--set', 'input=[4,4]', '--set', 'units=3', '--out', 'rows');
    expect(modelOf(outcome).input).toEqual([4, 4]);
  });

  it('gives other numbers with another learning rate, batch size or seed, and else the same', async () => {
    const base = ['underComplete', '--out', 'base', '--overwrite', '--batch-size', '16'];
    const changes = [[], [], ['--learning-rate', '0.1'], ['--batch-size', '8'], ['--seed', '1']];
    const losses: number[] = [];
    for (const change of changes) {
      losses.push(resultOf(await one(...base, ...change)).train['loss']);
    }
    expect(losses[1]).toBe(losses[0]);
    expect(new Set(losses).size).toBe(4);
  });

  it('computes the same on the eager engine', async () => {
    const [compiled, eager] = [
      resultOf(await one('underComplete', '--out', 'engine')),
      resultOf(await one('underComplete', '--out', 'eager', '--engine', 'eager')),
    ];
    expect(eager.train['loss']).toBeCloseTo(compiled.train['loss'], 4);
  });

  it('computes on the provider of --provider, and lists what is there where it is not', async () => {
    const [plain, onProcessor] = [
      resultOf(await one('underComplete', '--out', 'plain')),
      resultOf(await one('underComplete', '--out', 'cpu', '--provider', 'cpu')),
    ];
    expect(onProcessor.train).toEqual(plain.train);
    const absent = process.platform === 'win32' ? 'coreml' : 'dml';
    const refused = await one('underComplete', '--out', 'absent', '--provider', absent);
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toContain(`"${absent}" is not available here; available here: cpu`);
    const eager = await one('underComplete', '--provider', 'cpu', '--engine', 'eager');
    expect(eager).toMatchObject({ code: 2, stdout: '' });
    expect(eager.stderr).toContain('--provider is for the engine "compiled", not for "eager"');
  });

  it('goes on with --resume to the same result, and says when there is nothing to go on from', async () => {
    const args = ['denoising', '--data', 'bumps.npy', '--batch-size', '16', '--json'];
    const whole = await train(...args, '--epochs', '4', '--out', 'whole');
    const first = await train(...args, '--epochs', '2', '--out', 'parts', '--resume');
    expect(first.stderr).toBe('parts has no checkpoint: starting anew\n');
    const second = await train(...args, '--epochs', '4', '--out', 'parts', '--resume');
    expect(second).toMatchObject({ code: 0, stderr: '' });
    const weights = (dir: string) => readFileSync(join(folder, dir, 'weights.safetensors'));
    expect(weights('parts').equals(weights('whole'))).toBe(true);
    expect(resultOf(second).train).toEqual(resultOf(whole).train);
    const again = await train(...args, '--epochs', '4', '--out', 'parts', '--resume');
    expect(resultOf(again)).toMatchObject({ steps: 16, msPerStep: null });
    expect(again.stderr).toBe('parts: the run was finished before; nothing was left to train\n');
  });

  it('leaves no folder of a run that is refused, but one that was there', async () => {
    writeFileSync(join(folder, 'beyond.csv'), '0.5,0.5\n0.5,7\n');
    for (const kept of [false, true]) {
      const dir = join(folder, `refused-${kept}`);
      if (kept) mkdirSync(dir);
      const outcome = await train('variational', '--data', 'beyond.csv', '--out', dir);
      expect(outcome.stderr).toContain('beyond.csv: sample 1 has 7 at position 1');
      expect(existsSync(dir)).toBe(kept);
    }
  });

  it('fails with code 1 when the loss is no longer a number', async () => {
    const { code, stdout, stderr } = await train(
      ...['underComplete', '--data', 'bumps.npy', '--learning-rate', '1e30', '--out', 'burst'],
    );
    expect(stderr).toMatch(/^error: .*(NaN|finite|Infinity)/);
    expect(stderr).not.toMatch(/^ {4}at /m);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  });

  writeFileSync(join(folder, 'broken.csv'), '1,2\n3,rabbit\n');
  writeFileSync(join(folder, 'hole.csv'), '1,2\n3,NaN\n');
  writeFileSync(join(folder, 'song.mp3'), '');
  it.each([
    ['a variant', ['fish', '--data', 'bumps.npy'], 'no variant is called "fish"'],
    ['a data set', ['underComplete', '--data', 'fish'], 'data sets are: mnist'],
    ['a kind of file', ['underComplete', '--data', 'song.mp3'], 'the ending must be one of'],
    ['a broken file', ['underComplete', '--data', 'broken.csv'], 'rabbit'],
    ['a hole in the data', ['underComplete', '--data', 'hole.csv'], 'NaN'],
    ['an option', ['underComplete', '--data', 'bumps.npy', '--set', 'fish=1'], 'option "fish"'],
    ['a value', ['underComplete', '--data', 'bumps.npy', '--set', 'latentDim=-1'], '"latentDim"'],
    [
      'another size',
      ['lstm', '--data', 'bumps.npy', '--set', 'input=[4,5]'],
      'samples of shape [4, 5] are expected',
    ],
    ['no sequences', ['lstm', '--data', 'bumps.npy'], '--set input=[16,1] for 16 steps'],
    ['a folder in use', ['underComplete', '--data', 'bumps.npy', '--out', '.'], 'other files'],
  ])('refuses %s with code 2', async (_, args, message) => {
    const { code, stdout, stderr } = await train(...args);
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/^ {4}at /m);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });
});
