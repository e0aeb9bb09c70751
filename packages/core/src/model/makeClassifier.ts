import { z } from 'zod';
import type { ScalingKind, ScalingOptions } from '../data/scaling.js';
import { scalingOptions } from '../data/scalingSchema.js';
import { categoricalLikelihood } from '../parts/categoricalLikelihood.js';
import { evidenceLowerBound } from '../parts/evidenceLowerBound.js';
import type { Code, Corruption, Decoder, Encoder, Penalty } from '../parts/kinds.js';
import type { Shape } from '../parts/shape.js';
import { parseOptions, positiveInteger } from '../parts/options.js';
import { Classifier } from './classifier.js';
import { partOption } from '../parts/part.js';
import type { Model } from './model.js';
import { takeForm } from './form.js';
import { takeOver } from './takeOver.js';

/** What a classifier has beside an encoder and a code. */
export interface ClassifierHeadOptions {
  /** Number of classes, at least 2; labels are whole numbers from 0. */
  readonly classes: number;
  /** From the code to the logits of the classes: with `denseDecoder()` it is a softmax layer. */
  readonly decoder: Decoder;
  /** Damages the input in training. Default: none. */
  readonly corruption?: Corruption | undefined;
  /** Further terms of the loss. Default: none. */
  readonly penalties?: readonly Penalty[];
  /** Seed of the first weights, a whole number from 0. Default 0. */
  readonly seed?: number;
}

/** The parts of a classifier and what it is made for. */
export interface ClassifierOptions<
  Input extends Shape,
  CodeShape extends Shape,
> extends ClassifierHeadOptions {
  /** Shape of one sample. */
  readonly input: Input;
  /** f: input -> features. */
  readonly encoder: Encoder;
  /** The last layer of features, or a bottleneck. */
  readonly code: Code<CodeShape>;
  /** Scaling of inputs, fitted on the training data. Default `'none'`. */
  readonly scaling?: ScalingKind | ScalingOptions;
}

const head = {
  classes: z.int().min(2),
  decoder: partOption('decoder'),
  corruption: partOption('corruption').optional(),
  penalties: z.array(partOption('penalty')).default([]),
  seed: z.int().nonnegative().default(0),
};

const schema = z.strictObject({
  input: z.array(positiveInteger).min(1),
  encoder: partOption('encoder'),
  code: partOption('code'),
  scaling: scalingOptions.default({ kind: 'none' }),
  ...head,
});

/**
 * Composes a classifier of the parts of an autoencoder; see {@link Classifier}.
 *
 * @throws OptionsError for unknown or missing options and for a part in the wrong place.
 *
 * @example
 * ```ts
 * const model = classifier({
 *   input: [784],
 *   encoder: denseEncoder({ hidden: [1000, 1000], activation: 'sigmoid' }),
 *   code: deterministicCode({ dim: 1000, activation: 'sigmoid' }),
 *   decoder: denseDecoder(),
 *   classes: 10,
 * });
 * ```
 */
export function classifier<const Input extends Shape, const CodeShape extends Shape>(
  options: ClassifierOptions<Input, CodeShape>,
): Classifier<Input, CodeShape> {
  const { classes, scaling, seed } = parseOptions('classifier', schema, options);
  return new Classifier(
    options.input,
    {
      corruption: options.corruption,
      encoder: options.encoder,
      code: options.code,
      prior: undefined,
      decoder: options.decoder,
      likelihood: categoricalLikelihood(),
      penalties: options.penalties ?? [],
      objective: evidenceLowerBound(),
    },
    { classes, scaling, seed },
  );
}

/**
 * A classifier with the encoder and the code of a trained model, for fine-tuning: it
 * begins with copies of their weights and has the same scaling. Only the weights of a
 * `tf.LayersModel` are the same variables in both.
 *
 * @param model - An autoencoder, or another classifier; it stays as it is.
 * @throws OptionsError for unknown or missing options.
 *
 * @example
 * ```ts
 * const digits = classifierFrom(model, { classes: 10, decoder: denseDecoder() });
 * await fit(digits, train, { epochs: 10 });
 * console.log((await digits.evaluate(test)).errorRate);
 * ```
 */
export function classifierFrom<Input extends Shape, CodeShape extends Shape>(
  model: Model<Input, CodeShape>,
  options: ClassifierHeadOptions,
): Classifier<Input, CodeShape> {
  parseOptions('classifierFrom', z.strictObject(head), options);
  model.life.requireUsable('classifierFrom');
  const made = classifier<Input, CodeShape>({
    input: model.inputShape,
    encoder: model.parts.encoder,
    code: model.parts.code,
    scaling: model.scalingOptions,
    ...options,
  });
  takeForm(made, model);
  const shared = made.variables.filter(({ name }) => /^(encoder|code)\//.test(name));
  takeOver(shared, model.variables);
  return made;
}
