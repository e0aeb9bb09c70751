/**
 * What has to compile, and what must not: checked by `npm run typecheck`, never run.
 * An error that is expected and does not come is an error itself.
 */
import {
  autoencoder,
  classifierFrom,
  Dataset,
  definePart,
  earlyStopping,
  fit,
  type Autoencoder,
  type Callback,
  type Model,
  type ShapedArray,
} from '@autoencoder-zoo/core';
import { adam } from '@autoencoder-zoo/engine';
import { defineRecipe, findRecipe } from '@autoencoder-zoo/variants';
import { denseDecoder } from '@autoencoder-zoo/variants/decoders/dense';
import { denseEncoder } from '@autoencoder-zoo/variants/encoders/dense';
import { squaredErrorLikelihood } from '@autoencoder-zoo/variants/likelihoods/squared-error';
import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { conditionalVariational } from '@autoencoder-zoo/variants/conditional-variational';
import { contractive } from '@autoencoder-zoo/variants/contractive';
import { denoising } from '@autoencoder-zoo/variants/denoising';
import { gaussianCode } from '@autoencoder-zoo/variants/codes/gaussian';
import { gru } from '@autoencoder-zoo/variants/gru';
import { importanceWeighted } from '@autoencoder-zoo/variants/importance-weighted';
import { lstm } from '@autoencoder-zoo/variants/lstm';
import { overComplete } from '@autoencoder-zoo/variants/over-complete';
import { sparse } from '@autoencoder-zoo/variants/sparse';
import { underComplete } from '@autoencoder-zoo/variants/under-complete';
import { vectorQuantised } from '@autoencoder-zoo/variants/vector-quantised';
import { variational } from '@autoencoder-zoo/variants/variational';
import { expectTypeOf } from 'vitest';

declare const digits: Dataset<readonly [784]>;
declare const beats: Dataset<readonly [100]>;
declare const batch: ShapedArray<readonly [5, 784]>;
declare const short: ShapedArray<readonly [5, 100]>;

const model = underComplete({ input: [784], latentDim: 32 });

export async function callbacks(given: Model) {
  const drawing: Callback<Autoencoder> = {
    async onEpochEnd(_, context) {
      await context.model.decode([[0]]);
    },
  };
  await fit(model, digits, {
    callbacks: [
      earlyStopping(),
      drawing,
      {
        onEpochEnd(_, { model: trained }) {
          expectTypeOf(trained).toExtend<typeof model>();
        },
      },
    ],
  });
  const head = { classes: 10, decoder: denseDecoder() };
  await fit(classifierFrom(model, head), digits, {
    callbacks: [
      earlyStopping(),
      {
        async onEpochEnd(_, { model: trained }) {
          await trained.predict(digits);
          expectTypeOf(trained).not.toHaveProperty('decode');
        },
      },
    ],
  });
  // @ts-expect-error it wants an autoencoder
  await fit(classifierFrom(model, head), digits, { callbacks: [drawing] });
  await fit(given, digits, {
    callbacks: [{ onEpochEnd: (_, { model: trained }) => void trained.encode(digits) }],
  });
}

export async function shapes() {
  expectTypeOf(model).toEqualTypeOf<Autoencoder<readonly [784], readonly [32]>>();

  await fit(model, digits, { validation: batch });
  // @ts-expect-error samples have 100 values, the model takes 784
  await fit(model, beats);
  // @ts-expect-error validation samples have 100 values
  await fit(model, digits, { validation: beats });

  const codes = await model.encode(batch);
  expectTypeOf(codes.shape).toEqualTypeOf<readonly [number, 32]>();
  // @ts-expect-error samples have 100 values
  await model.encode(beats);
  // @ts-expect-error samples have 100 values
  await model.encode(short);
  // @ts-expect-error samples have 100 values
  await model.reconstruct(beats);
  // @ts-expect-error samples have 100 values
  await model.evaluate(beats);
  // @ts-expect-error samples have 100 values
  await model.interpolate(beats, digits);

  const outputs = await model.decode(codes);
  expectTypeOf(outputs.shape).toEqualTypeOf<readonly [number, 784]>();
  // @ts-expect-error these are samples, not codes
  await model.decode(batch);
  // @ts-expect-error codes have 32 values, not 784
  await model.decode(digits);
  // @ts-expect-error codes of another model
  await model.decode(await variational({ input: [784], latentDim: 2 }).encode(digits));
  // @ts-expect-error shapes are literal
  await model.decode({ data: new Float32Array(20), shape: [1, 20] });

  await model.encode([[1, 2, 3]]);
  await model.encode({ data: new Uint8Array(784), shape: [1, 784] });
}

export function recipes() {
  type Model<Input extends readonly number[], Dim extends number> = Autoencoder<
    Input,
    readonly [Dim]
  >;
  expectTypeOf(variational({ input: [784] })).toEqualTypeOf<Model<readonly [784], 20>>();
  expectTypeOf(denoising({ input: [8], latentDim: 9 })).toEqualTypeOf<Model<readonly [8], 9>>();
  expectTypeOf(contractive({ input: [8] })).toEqualTypeOf<Model<readonly [8], 1000>>();
  expectTypeOf(conditionalVariational({ input: [784], classes: 10 })).toEqualTypeOf<
    Model<readonly [784], 20>
  >();
  expectTypeOf(importanceWeighted({ input: [784] })).toEqualTypeOf<Model<readonly [784], 50>>();
  expectTypeOf(vectorQuantised({ input: [8], positions: 3 }).codeShape).toEqualTypeOf<
    readonly [number, number]
  >();
  expectTypeOf(sparse({ input: [8], latentDim: 9 })).toEqualTypeOf<Model<readonly [8], 9>>();
  expectTypeOf(overComplete({ input: [8], latentDim: 9 })).toEqualTypeOf<Model<readonly [8], 9>>();
  expectTypeOf(lstm({ input: [28, 28] })).toEqualTypeOf<Model<readonly [28, 28], 32>>();
  expectTypeOf(gru({ input: [28, 28] })).toEqualTypeOf<Model<readonly [28, 28], 32>>();
  // @ts-expect-error sequences have steps and channels
  lstm({ input: [784] });
  // @ts-expect-error the input's shape is missing
  variational({ latentDim: 2 });
}

export async function options() {
  // @ts-expect-error misspelt option
  variational({ input: [784], latentDims: 2 });
  // @ts-expect-error no such likelihood
  variational({ input: [784], likelihood: 'bernouli' });
  // @ts-expect-error no such activation
  denseEncoder({ hidden: [5], activation: 'rely' });
  // @ts-expect-error misspelt option
  denseEncoder({ units: [5] });
  // @ts-expect-error misspelt option
  gaussianCode({ dims: 2 });
  // @ts-expect-error misspelt option
  lstm({ input: [28, 28], unit: 2 });
  // @ts-expect-error misspelt option
  await fit(model, digits, { epoch: 3 });
  // @ts-expect-error misspelt option
  await fit(model, digits, { checkpoint: { path: 'run.safetensors', every: 3 } });
  // @ts-expect-error misspelt option
  adam({ rate: 3 });
  // @ts-expect-error misspelt option
  earlyStopping({ patient: 3 });
  // @ts-expect-error misspelt option
  await model.encode(digits, { batch: 3 });
  // @ts-expect-error misspelt option
  model.engine = { thread: 3 };
  // @ts-expect-error no such engine
  model.engine = { engine: 'webgl' };
}

/** Generic code hands options and samples through. */
export async function generic<const Input extends readonly [number]>(
  input: Input,
  data: Dataset<Input>,
) {
  const model = variational({ input, latentDim: 2 });
  await fit(model, data, { validation: data });
  expectTypeOf((await model.encode(data)).shape).toEqualTypeOf<readonly [number, 2]>();
  await findRecipe('variational');
}

const halves = definePart({
  kind: 'code',
  name: 'halves@1',
  options: z.strictObject({ dim: z.int(), share: z.number().default(0.5) }),
  build({ dim, share }, context) {
    const kernel = context.variable('kernel', [context.shapes.features[0], dim], 'fanIn');
    expectTypeOf(kernel).toEqualTypeOf<tf.Variable<tf.Rank.R2>>();
    return {
      shape: [dim],
      code(x, frame) {
        const mean = tf.mul(tf.matMul(x as tf.Tensor2D, kernel), share);
        return { z: frame.perDraw(mean), mean };
      },
    };
  },
});

export function parts() {
  const own = autoencoder({
    input: [784],
    encoder: denseEncoder(),
    code: halves({ dim: 3 }),
    decoder: denseDecoder(),
    likelihood: squaredErrorLikelihood(),
  });
  expectTypeOf(own.codeShape).toEqualTypeOf<readonly [number]>();
  // @ts-expect-error the option is called share
  halves({ dim: 3, shares: 0.1 });
  // @ts-expect-error dim is needed
  halves();
  // @ts-expect-error a share is a number
  halves({ dim: 3, share: 'half' });
  // @ts-expect-error a code is no encoder
  autoencoder({ input: [784], encoder: halves({ dim: 3 }) });
}

/** A recipe says for whom it is and when not to take it, in sentences. */
export function declarations() {
  const told = {
    name: 'plain',
    family: 'dense',
    summary: 'A code and back',
    suits: 'For those who want a code.',
    paper: 'none',
    options: {},
    parts: () => ({
      encoder: denseEncoder(),
      code: gaussianCode({ dim: 2 }),
      decoder: denseDecoder(),
      likelihood: squaredErrorLikelihood(),
    }),
  } as const;
  defineRecipe({ ...told, avoid: 'Not for other things.' });
  // @ts-expect-error no word of when not to take it
  defineRecipe(told);
  // @ts-expect-error no sentence
  defineRecipe({ ...told, avoid: '' });
}
