import * as tf from '@autoencoder-zoo/engine/tensorflow';
import { sizeOf } from '@autoencoder-zoo/engine';
import {
  definePart,
  positiveInteger,
  weight,
  layerRuns,
  type LayerRun,
  type PartFactory,
  type Penalty,
  type Weight,
} from '@autoencoder-zoo/core';
import { z } from 'zod';
import { estimatedJacobian } from '../../shared/derivatives/estimatedJacobian.js';

/** Options of {@link contraction}. */
export interface ContractionOptions {
  /** Weight of the term, at least 0. Default 0.1. */
  readonly weight?: Weight;
  /**
   * Random directions for each sample, by which the norm is estimated, for encoders and codes of
   * any kind. Default: it is exact, for fully connected ones.
   */
  readonly probes?: number;
}

const part = definePart({
  kind: 'penalty',
  name: 'contraction@1',
  options: z.strictObject({
    weight: weight.default(0.1),
    probes: positiveInteger.optional(),
  }),
  build({ weight, probes }, context) {
    const scheduled = context.number('weight', weight);
    const estimate =
      probes === undefined
        ? undefined
        : estimatedJacobian(context, sizeOf(context.shapes.input), probes, 'sample');
    return {
      independent: true,
      terms({ x }, frame) {
        const weight = frame.number(scheduled);
        if (estimate) {
          const codes = (x: tf.Tensor) => frame.again.code(frame.again.encode(x)).mean;
          return { contraction: { value: estimate(codes, x, frame), weight } };
        }
        const layers = frame.need(layerRuns);
        if (!layers?.length) {
          throw new Error(
            'the contraction penalty needs the derivatives of the code, which are known for fully connected layers, but this encoder or code has others; use denseEncoder with deterministicCode or gaussianCode, or have it estimated: contraction({ probes: 1 })',
          );
        }
        const value = squaredJacobian(layers as readonly [LayerRun, ...LayerRun[]]);
        return { contraction: { value, weight } };
      },
    };
  },
});

/**
 * Keeps the code from moving when the input does: the term `contraction` is the squared Frobenius
 * norm of the Jacobian of the code by the (scaled) input, at the input that the encoder saw (Rifai,
 * Vincent, Muller, Glorot & Bengio, "Contractive Auto-Encoders: Explicit Invariance During Feature
 * Extraction", 2011). For a code that is a distribution it is that of its mean.
 *
 * It is exact, for fully connected encoders of any depth. With one layer it costs next to nothing:
 * `sum_j slope_j^2 |w_j|^2`. With several the Jacobian is multiplied out for each sample from the
 * code down to the first layer, `batch * code * units * units` multiplications for each layer, so a
 * wide deep encoder makes it the most expensive part of a step. The input itself, which is usually
 * the widest, enters through the products of the first kernel's columns.
 *
 * With `probes` it is estimated, for encoders and codes of any kind (Hutchinson 1990): for random
 * signs `v`, `|J v|^2` is the norm on average, and `J v` is taken from codes of two points near the
 * clean sample. Each probe encodes two more rows for each sample. Sequences are taken as a whole.
 *
 * @throws OptionsError for unknown or wrong options; Error, when the model is first trained, if the
 * encoder or the code has other layers and no `probes` are asked for.
 */
export const contraction: PartFactory<Penalty, [options?: ContractionOptions]> = part;

/**
 * Squared norm of the Jacobian of the last layer's units by the first one's inputs:
 * `[batch]`, or a scalar where it is the same for all samples.
 */
function squaredJacobian([first, ...above]: readonly [LayerRun, ...LayerRun[]]): tf.Tensor {
  const slope = first.slope();
  if (above.length === 0) {
    return slope ? slopedNorm(slope, first.kernel) : tf.sum(tf.square(first.kernel));
  }
  const jacobian = above.reduceRight(throughLayer, undefined as tf.Tensor | undefined)!;
  const norm = squaredNorm(
    slope ? tf.mul(jacobian, tf.expandDims(slope, 1)) : jacobian,
    first.kernel,
  );
  return norm.size === 1 ? tf.reshape(norm, []) : norm;
}

/**
 * Carries the Jacobian of the code, `[batch, code, outputs]`, through a layer to its inputs. The
 * batch is 1 as long as the slopes are, and there is no Jacobian yet above the last layer.
 */
function throughLayer(jacobian: tf.Tensor | undefined, layer: LayerRun): tf.Tensor {
  const { kernel } = layer;
  const slopes = layer.slope();
  if (!jacobian) {
    const rows = tf.expandDims(tf.transpose(kernel), 0);
    return slopes ? tf.mul(rows, tf.expandDims(slopes, 2)) : rows;
  }
  const [batch, code] = jacobian.shape;
  const [inputs, outputs] = kernel.shape;
  const sloped = slopes ? tf.mul(jacobian, tf.expandDims(slopes, 1)) : jacobian;
  const rows = tf.reshape(sloped, [-1, outputs]);
  return tf.reshape(tf.matMul(rows, kernel, false, true), [slopes ? -1 : batch, code, inputs]);
}

/** Squared norm of `jacobian kernel^T` for each sample, by the shorter way. */
function squaredNorm(jacobian: tf.Tensor, kernel: tf.Tensor): tf.Tensor {
  const [batch] = jacobian.shape;
  const [inputs, units] = kernel.shape;
  const rows = tf.reshape<tf.Rank.R2>(jacobian, [-1, units]);
  const norms =
    inputs < units
      ? tf.sum(tf.square(tf.matMul(rows, kernel, false, true)), 1)
      : quadraticForms(rows, tf.matMul(kernel, kernel, true));
  return tf.sum(tf.reshape(norms, [batch, norms.size / batch]), 1);
}

// The gradients of these two in closed form: what TensorFlow.js makes of their
// definitions has a pass over the kernel and a product more.

/**
 * `sum_j slope_j^2 |w_j|^2` for each row of slopes `[batch, units]`; `w_j` are the
 * kernel's columns.
 */
function slopedNorm(slope: tf.Tensor, kernel: tf.Tensor): tf.Tensor {
  const norm = tf.customGrad((...given) => {
    const [slope, kernel, save] = given as [tf.Tensor, tf.Tensor, tf.GradSaveFunc];
    const squares = tf.square(slope);
    const norms = tf.sum(tf.square(kernel), 0, true);
    save([slope, kernel, squares, norms]);
    const gradFunc = (gradient: tf.Tensor, saved: tf.Tensor[]) => {
      const [slope, kernel, squares, norms] = saved;
      const twice = tf.expandDims(tf.mul(gradient, 2), 1);
      return [tf.mul(slope, tf.mul(twice, norms)), tf.mul(kernel, tf.matMul(twice, squares, true))];
    };
    return { value: tf.squeeze(tf.matMul(squares, norms, false, true), [1]), gradFunc };
  });
  return norm(slope, kernel);
}

/** `r form r^T` for each row r of `[rows, units]`; the form is symmetric. */
function quadraticForms(rows: tf.Tensor, form: tf.Tensor): tf.Tensor {
  const forms = tf.customGrad((...given) => {
    const [rows, form, save] = given as [tf.Tensor, tf.Tensor, tf.GradSaveFunc];
    const product = tf.matMul(rows, form);
    save([rows, product]);
    const gradFunc = (gradient: tf.Tensor, [rows, product]: tf.Tensor[]) => {
      const perRow = tf.expandDims(gradient, 1);
      return [tf.mul(product, tf.mul(perRow, 2)), tf.matMul(rows, tf.mul(rows, perRow), true)];
    };
    return { value: tf.sum(tf.mul(product, rows), 1), gradFunc };
  });
  return forms(rows, form);
}
