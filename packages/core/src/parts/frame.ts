import * as tf from '@tensorflow/tfjs-core';
import type { TensorSpec } from '@autoencoder-zoo/engine';
import type { Declarations } from './build.js';
import type { Frame } from './kinds.js';
import type { NoiseSite } from './noise.js';
import { finalWeight } from './schedule.js';

/** What a computation is for, which decides what enters it beside the samples. */
export interface FrameMode {
  /** A training step: weights of terms follow their schedules. */
  readonly training: boolean;
  /** Whether the input is damaged first. */
  readonly corrupt: boolean;
  /**
   * How often codes are drawn for each sample: as the objective says, once, or not at all (the mean
   * of the code is all that counts).
   */
  readonly draws: 'objective' | 'one' | 'none';
}

/** A training step. */
export const trainingMode: FrameMode = { training: true, corrupt: true, draws: 'objective' };
/** Measuring the loss without damage. */
export const evaluationMode: FrameMode = { training: false, corrupt: false, draws: 'objective' };
/** One draw of the code. */
export const drawMode: FrameMode = { training: false, corrupt: false, draws: 'one' };
/** A damaged input. */
export const corruptMode: FrameMode = { training: false, corrupt: true, draws: 'one' };
/** The mean of the code. */
export const meanMode: FrameMode = { training: false, corrupt: false, draws: 'none' };

const noiseInput = (site: { name: string }) => `noise:${site.name}`;
const weightInput = (weight: { name: string }) => `weight:${weight.name}`;

/** Reads noise, weights and mask out of the inputs of a computation. */
export function frameOf(inputs: Readonly<Record<string, tf.Tensor>>, mode: FrameMode): Frame {
  return {
    training: mode.training,
    mask: inputs['mask'] as tf.Tensor2D | undefined,
    noise(site) {
      if (mode.draws === 'none') {
        const rows = Object.values(inputs)[0].shape[0];
        return tf.zeros([rows, ...site.distribution.shape]);
      }
      const tensor = inputs[noiseInput(site)] as tf.Tensor | undefined;
      if (!tensor) throw new Error(`the noise "${site.name}" is not an input of this computation`);
      return tensor;
    },
    weight: (weight) =>
      (inputs[weightInput(weight)] as tf.Scalar | undefined) ?? finalWeight(weight.weight),
    perDraw: (x) => x,
  };
}

/** One input that a frame needs beside the samples. */
export type FrameInput = TensorSpec & {
  readonly name: string;
  readonly shape: readonly number[];
} & ({ readonly site: NoiseSite } | { readonly weight: Declarations['weights'][number] });

/** The inputs beside the samples that a computation needs for a batch. */
export function frameInputs(
  declarations: Declarations,
  batchSize: number,
  mode: FrameMode,
): FrameInput[] {
  const noise = declarations.noise
    .filter((site) => (site.corrupts ? mode.corrupt : mode.draws !== 'none'))
    .map((site) => {
      const rows = batchSize * (mode.draws === 'objective' ? site.rowsPerSample : 1);
      return { name: noiseInput(site), shape: [rows, ...site.distribution.shape], site };
    });
  const weights = declarations.weights
    .filter(({ weight }) => mode.training && typeof weight !== 'number')
    .map((weight) => ({ name: weightInput(weight), shape: [], weight }));
  return [...noise, ...weights];
}
