import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Dataset, earlyStopping, fit, RandomStream } from '@autoencoder-zoo/core';
import { importanceWeighted } from '@autoencoder-zoo/variants/importance-weighted';
import { damageBytes } from '../damage.js';
import { damageJson, differsInNumbersAlone, textOf, type Json } from '../json.js';
import { Violation, type Target } from '../target.js';
import { fileOf, partsOf } from './safetensors.js';

const key = 'autoencoder-zoo';

/** What a checkpoint says beside its arrays. */
interface Header {
  readonly [name: string]: Json;
}

const make = () => importanceWeighted({ input: [6], hidden: [5], latentDim: 2 });

/** A checkpoint: what says where the run stands may not be changed and go on all the same. */
export const checkpoint: Target<Uint8Array> = {
  name: 'checkpoint',
  quickly: 60,
  named: /run\.safetensors/,
  async setUp(folder) {
    const path = join(folder, 'run.safetensors');
    const values = new RandomStream(1, 'attack').uniform(new Float32Array(40 * 6));
    const data = new Dataset({ name: 'noise', values, shape: [6] });
    const train = async (epochs: number) => {
      const model = make();
      try {
        await fit(model, data, {
          epochs,
          batchSize: 16,
          checkpoint: { path, everyEpochs: 100 },
          resume: true,
          callbacks: [earlyStopping({ monitor: 'loss', patience: 50 })],
        });
        const numbers = model.variables.every(({ variable }) =>
          variable.dataSync().every(Number.isFinite),
        );
        if (!numbers) throw new Violation('weights that are no numbers went on');
      } finally {
        model.dispose();
      }
    };
    await train(1);
    const good = Uint8Array.from(readFileSync(path));
    const { header: tensors, values: arrays } = partsOf(good);
    const whole = headerOf(tensors)!;
    return {
      draw(draw) {
        if (draw.below(3) === 0) return { start: good, edits: damageBytes(draw) };
        const edits = damageJson(draw, whole).map((edit) => (bytes: Uint8Array) => {
          const { header } = partsOf(bytes);
          const metadata = { [key]: textOf(edit(headerOf(header) ?? null)) };
          return fileOf(textOf({ ...(header as object), __metadata__: metadata }), arrays);
        });
        return { start: good, edits };
      },
      async attempt(bytes) {
        writeFileSync(path, bytes);
        await train(2);
        const changed = headerOf(partsOf(bytes).header);
        if (!changed || !isPlausible(whole, changed)) throw new Violation(`a run went on from it`);
      },
      contents: (bytes) => bytes,
    };
  },
};

/** Figures of the past may differ, since nothing else tells them; what is checkable may not. */
function isPlausible(good: Header, changed: Header): boolean {
  if (!differsInNumbersAlone(good, changed)) return false;
  return ['spec', 'identity', 'epoch', 'batch', 'step'].every(
    (name) => textOf(good[name]) === textOf(changed[name]),
  );
}

function headerOf(tensors: Json): Header | undefined {
  const metadata = (tensors as { __metadata__?: Record<string, unknown> }).__metadata__;
  const text = metadata?.[key];
  return typeof text === 'string' ? (JSON.parse(text) as Header) : undefined;
}
