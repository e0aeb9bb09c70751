import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  Dataset,
  fit,
  type Autoencoder,
  type FitOptions,
  type History,
  type Model,
  type Samples,
  type Shape,
} from '@autoencoder-zoo/core';
import { progress } from '@autoencoder-zoo/core/progress';
import {
  pretrainLayers,
  type PretrainOptions,
} from '@autoencoder-zoo/variants/stages/pretrain-layers';
import { readValue, storeValue } from './store.js';

/** What a seed of an experiment works with. Its functions can be taken out: `{ settings, fit }`. */
export interface RunContext<Settings = unknown> {
  /** Of the protocol, in the full or the quick version. */
  readonly settings: Settings;
  /** Whether this is the quick version. */
  readonly quick: boolean;
  /** Aborted when the run is to stop; long loops of an experiment's own pass it on or ask it. */
  readonly signal: AbortSignal;
  /**
   * Does work whose result is stored: a run that goes on takes the stored one. The result is made
   * of plain objects, arrays, numbers, texts, truth values and typed arrays, also with a shape.
   *
   * @param name - Unlike all others of this run.
   * @throws TypeError if the result cannot be stored, such as a model.
   */
  readonly stage: <Value>(name: string, work: () => Value | Promise<Value>) => Promise<Value>;
  /**
   * `fit` of core, with progress and with checkpoints: a run that goes on does so
   * from the last one, and a training that was finished only gets its weights back.
   *
   * @param name - Unlike all others of this run; shown while it goes on.
   */
  readonly fit: <Input extends Shape, CodeShape extends Shape>(
    name: string,
    model: Model<Input, CodeShape>,
    samples: NoInfer<Samples<Input>>,
    options?: NoInfer<Omit<FitOptions<Input>, 'checkpoint' | 'resume' | 'signal'>>,
  ) => Promise<History>;
  /**
   * `pretrainLayers` of the variants, with progress and with checkpoints, as `fit`.
   *
   * @param name - Unlike all others of this run; shown while it goes on.
   */
  readonly pretrain: (
    name: string,
    samples: Dataset,
    options: Omit<PretrainOptions, 'checkpoint' | 'resume' | 'signal'>,
  ) => Promise<Autoencoder[]>;
  /**
   * A file in the folder of this run, for what keeps checkpoints in its own way.
   *
   * @param name - With its ending.
   */
  readonly file: (name: string) => string;
  /** Says something about the run, on a line. */
  readonly note: (text: string) => void;
}

/** What contexts are made of. */
export interface ContextOptions<Settings> {
  readonly settings: Settings;
  readonly quick: boolean;
  /** For stages and checkpoints. */
  readonly folder: string;
  /** Stands before the names of trainings that go on. */
  readonly label: string;
  readonly seed: number;
  readonly signal: AbortSignal;
  readonly verbose: boolean;
  readonly note: (text: string) => void;
  /** Called when something is stored. */
  readonly onStored?: () => Promise<void>;
}

/** Makes a context, and its folder. */
export function makeContext<Settings>(options: ContextOptions<Settings>): RunContext<Settings> {
  const { settings, quick, folder, label, seed, signal, verbose, note, onStored } = options;
  mkdirSync(folder, { recursive: true });
  const names = new Set<string>();
  const file = (name: string) => join(folder, fileName(name));
  const shown = (name: string) => progress({ label: `${label}, ${name} `, verbose });
  const claim = (name: string) => {
    signal.throwIfAborted();
    const place = fileName(name);
    if (names.has(place)) {
      throw new Error(`two stages of one run are named "${name}"; give each a name of its own`);
    }
    names.add(place);
  };
  return {
    settings,
    quick,
    signal,
    file,
    note,
    async stage<Value>(name: string, work: () => Value | Promise<Value>): Promise<Value> {
      claim(name);
      const path = file(`${name}.safetensors`);
      const stored = await readValue(path);
      if (stored.found) return stored.value as Value;
      const value = await work();
      signal.throwIfAborted();
      await storeValue(path, value);
      await onStored?.();
      return value;
    },
    async fit(name, model, samples, fitOptions = {}) {
      claim(name);
      const history = await fit(model, samples, {
        seed,
        ...fitOptions,
        checkpoint: { path: file(`${name}.checkpoint.safetensors`), ...often(samples) },
        resume: true,
        signal,
        callbacks: [...(fitOptions.callbacks ?? []), shown(name)],
      });
      await onStored?.();
      signal.throwIfAborted();
      return history;
    },
    async pretrain(name, samples, { forLayer, ...pretrainOptions }) {
      claim(name);
      const layers = await pretrainLayers(samples, {
        seed,
        ...pretrainOptions,
        checkpoint: { folder: file(name), ...often(samples) },
        resume: true,
        signal,
        forLayer(layer) {
          const own = forLayer?.(layer);
          const callbacks = own?.callbacks ?? pretrainOptions.callbacks ?? [];
          return { ...own, callbacks: [...callbacks, shown(`${name}, layer ${layer + 1}`)] };
        },
      });
      await onStored?.();
      return layers;
    },
  };
}

/** An epoch of few samples is over before a file is written. */
function often(samples: Samples): { everyEpochs: number } {
  const count =
    samples instanceof Dataset || !('shape' in samples) ? samples.length : samples.shape[0];
  return { everyEpochs: Math.max(1, Math.round(10_000 / count)) };
}

/** A name as that of a file or folder. */
export function fileName(name: string): string {
  return name.replace(/[^\w.-]+/g, '-');
}
