import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { InUseError } from '../files/inUse.js';
import { samples, tiny } from '../testing/tiny.js';
import { modelCheckpoint } from './callbacks/modelCheckpoint.js';
import { fit } from './fit.js';
import { train } from './train.js';

const data = samples(32);

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'places-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

describe('the file of a checkpoint', () => {
  it('may be given by its address', async () => {
    const folder = temporaryFolder();
    const checkpoint = { path: pathToFileURL(join(folder, 'a b.safetensors')) };
    await fit(tiny(), data, { epochs: 1, checkpoint });
    expect(readdirSync(folder)).toEqual(['a b.safetensors']);
    const again = await fit(tiny(), data, { epochs: 2, checkpoint, resume: true });
    expect(again.training['loss']).toHaveLength(2);
  });

  it('is of one run at a time, however that ends', async () => {
    const checkpoint = { path: join(temporaryFolder(), 'run.safetensors') };
    const first = train(tiny(), data, { epochs: 3, checkpoint });
    await first.next();
    const model = tiny();
    const before = model.variables.map(({ variable }) => [...variable.dataSync()]);
    await expect(fit(model, data, { epochs: 1, checkpoint })).rejects.toThrow(InUseError);
    expect(model.variables.map(({ variable }) => [...variable.dataSync()])).toEqual(before);
    expect(existsSync(checkpoint.path)).toBe(false);
    await first.return(undefined as never);
    const fails = { onEpochEnd: () => Promise.reject(new Error('mine')) };
    await expect(fit(model, data, { checkpoint, callbacks: [fails] })).rejects.toThrow('mine');
    await fit(model, data, { epochs: 1, checkpoint });
  });

  it('is tried before the first step', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'taken'));
    let steps = 0;
    const callbacks = [{ onBatchEnd: () => void (steps += 1) }];
    for (const path of [join(folder, 'taken'), `${folder}/new/`]) {
      await expect(fit(tiny(), data, { checkpoint: { path }, callbacks })).rejects.toThrow(
        `could not write ${path}: `,
      );
    }
    expect(steps).toBe(0);
  });
});

describe('modelCheckpoint', () => {
  const options = { epochs: 2, validation: data };

  it('saves beside the checkpoint of its run', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'checkpoint.safetensors');
    const seen: boolean[] = [];
    const callbacks = [
      modelCheckpoint({ folder, saveBestOnly: false }),
      { onEpochEnd: () => void seen.push(existsSync(path)) },
    ];
    await fit(tiny(), data, { ...options, checkpoint: { path, everySteps: 1 }, callbacks });
    expect(seen).toEqual([true, true]);
    expect(readdirSync(folder).sort()).toEqual([
      'checkpoint.safetensors',
      'decoder.onnx',
      'encoder.onnx',
      'model.json',
      'prior.onnx',
      'weights.safetensors',
    ]);
  });

  it('saves each epoch to a folder of its own, by path or address', async () => {
    const folder = temporaryFolder();
    for (const place of [join(folder, 'a-{epoch}'), pathToFileURL(join(folder, 'b-{epoch}'))]) {
      const callbacks = [modelCheckpoint({ folder: place, saveBestOnly: false })];
      await fit(tiny(), data, { ...options, callbacks });
    }
    expect(readdirSync(folder).sort()).toEqual(['a-1', 'a-2', 'b-1', 'b-2']);
    const weights = (name: string) => readFileSync(join(folder, name, 'weights.safetensors'));
    expect(weights('a-1').equals(weights('a-2'))).toBe(false);
    expect(weights('a-1').equals(weights('b-1'))).toBe(true);
  });

  it('is refused where another run saves, before the first step', async () => {
    const folder = join(temporaryFolder(), 'best');
    let steps = 0;
    const second = () =>
      fit(tiny(), data, {
        ...options,
        callbacks: [modelCheckpoint({ folder }), { onBatchEnd: () => void (steps += 1) }],
      });
    const asks = { onEpochEnd: () => expect(second()).rejects.toThrow(InUseError) };
    await fit(tiny(), data, { ...options, callbacks: [modelCheckpoint({ folder }), asks] });
    expect(steps).toBe(0);
    await second();
    expect(steps).toBeGreaterThan(0);
  });
});
