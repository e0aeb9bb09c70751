import type * as tf from '@tensorflow/tfjs-core';
import type { Batch } from '../batch/batch.js';
import { inputNames } from '../batch/inputNames.js';
import { evaluationMode, sampleMode, trainingMode, type Mode } from '../batch/mode.js';
import type { Parts } from '../network/parts.js';
import type { Column } from '../parts/column.js';
import type { Context } from '../parts/context.js';
import type { Frame } from '../parts/frame.js';
import type { Shape } from '../parts/shape.js';
import type { Noise } from '../parts/noise.js';
import type { NamedNumber } from '../parts/number.js';
import { Autoencoder } from './autoencoder.js';

const modes: Readonly<Record<Frame['mode'], Mode>> = {
  train: trainingMode,
  measure: evaluationMode,
  use: sampleMode,
};

/**
 * An autoencoder within a part of another one, whose samples are the outer one's rows, such as the
 * second stage of a prior. Its variables are saved with the part, trained by the outer model's
 * loss where that depends on them, and can be trained by themselves with `fit(inner.model, ...)`.
 */
export class InnerModel {
  readonly model: Autoencoder;
  readonly #noise: readonly (readonly [inner: Noise, outer: Noise])[];
  readonly #numbers: readonly (readonly [inner: NamedNumber, outer: NamedNumber])[];
  readonly #columns: readonly (readonly [inner: Column, outer: Column])[];

  /**
   * @param name - Under which it stands in the part.
   * @param input - Shape of a row.
   */
  constructor(context: Context, name: string, input: Shape, parts: Parts) {
    const declarations = context.inner(name);
    const { seed } = declarations;
    this.model = new Autoencoder(input, parts, { seed, scaling: { kind: 'none' }, declarations });
    const scope = context.scope(name);
    this.#noise = declarations.noise.map((site) => {
      const per = site.per === 'batch' ? 'batch' : 'draw';
      // What is drawn where codes are encoded is drawn with the outer code.
      const of = site.of === 'prior' ? 'prior' : 'code';
      return [site, scope.noise(site.name, site.shape, site.fill, { per, of, mode: site.mode })];
    });
    this.#numbers = declarations.numbers.map((number) => [
      number,
      scope.number(number.name, number.value),
    ]);
    this.#columns = [...declarations.columns.values()].map(({ column }) => {
      const { name, shape, classes } = column;
      return [column, context.column(name, classes === undefined ? { shape } : { classes })];
    });
  }

  /**
   * A batch on its way through the inner model.
   *
   * @param frame - That of the outer one.
   * @param x - `[rows, ...input]`; absent where rows are drawn from the inner prior.
   */
  batch(frame: Frame, x?: tf.Tensor): Batch {
    const inputs: Record<string, tf.Tensor> = x ? { [inputNames.x]: x } : {};
    for (const [inner, outer] of this.#noise) {
      const drawn = x ? outer.of === 'code' : outer.of === 'prior';
      if (drawn) inputs[inputNames.noise(inner)] = frame.noise(outer);
    }
    for (const [inner, outer] of this.#numbers) {
      const present = frame.number(outer);
      if (typeof present !== 'number') inputs[inputNames.number(inner)] = present;
    }
    for (const [inner, outer] of this.#columns) {
      inputs[inputNames.column(inner)] = frame.perDraw(frame.column(outer));
    }
    const variables = this.model.variables.map(({ variable }) => variable);
    const changing = new Set(variables.filter((variable) => frame.changes(variable)));
    return this.model.network.batch(inputs, x ? modes[frame.mode] : sampleMode, changing);
  }
}
