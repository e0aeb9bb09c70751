import {
  autoencoder,
  parseOptions,
  positiveInteger,
  scalingOptions,
  type Autoencoder,
  type AutoencoderOptions,
  type Shape,
} from '@autoencoder-zoo/core';
import { z } from 'zod';

/** What a recipe is besides a function, for tools. */
export interface RecipeDescription {
  /** Name on the command line, for example `'variational'`. */
  readonly name: string;
  /** What it belongs to: `'dense'`, `'variational'`, `'recurrent'`. */
  readonly family: string;
  /** One sentence. */
  readonly summary: string;
  /** Where it was published. */
  readonly paper: string;
  /** Checks options and fills in defaults; each option says what it does. */
  readonly options: z.ZodObject;
  /**
   * Makes the model from options of any origin.
   *
   * @throws OptionsError for unknown or wrong options.
   */
  make(options: unknown): Autoencoder;
}

/** Options as a user gives them: arrays may be readonly. */
type Accepted<Options> = {
  [Name in keyof Options]: Options[Name] extends readonly unknown[] | undefined
    ? Readonly<Options[Name]>
    : Options[Name];
};

/** The options of a recipe; shape and size of input and code are kept as literals. */
export type RecipeOptions<
  Options extends z.ZodRawShape,
  Input extends Shape,
  Dim extends number,
> = Accepted<Omit<z.input<z.ZodObject<Options & Common>>, 'input' | 'latentDim'>> & {
  /** Shape of one sample. */
  readonly input: Input;
} & (Options extends { readonly latentDim: z.ZodType }
    ? undefined extends z.input<Options['latentDim']>
      ? { readonly latentDim?: Dim }
      : { readonly latentDim: Dim }
    : unknown);

/** A recipe: it chooses parts and their defaults. */
export interface Recipe<
  Options extends z.ZodRawShape = z.ZodRawShape,
  Default extends number = number,
  Inputs extends Shape = Shape,
> extends RecipeDescription {
  /**
   * @throws OptionsError for unknown or wrong options.
   */
  <const Input extends Inputs, const Dim extends number = Default>(
    options: RecipeOptions<Options, Input, Dim>,
  ): Autoencoder<Input, readonly [Dim]>;
}

const common = {
  scaling: scalingOptions
    .default({ kind: 'none' })
    .describe('scaling of inputs, fitted on the training data'),
  seed: z.int().nonnegative().default(0).describe('seed of the first weights'),
};

type Common = typeof common;

const anyInput = z.array(positiveInteger).min(1).describe('shape of one sample');

/**
 * Declares a recipe. Types, help and documentation come from its options; those of all recipes, `input`,
 * `scaling` and `seed`, need not be named.
 *
 * @param definition - `latentDim`: numbers in a code if nothing else is asked for; `parts`: chooses the
 * parts for checked options.
 */
export function defineRecipe<
  const Default extends number,
  Options extends z.ZodRawShape,
  Inputs extends Shape = Shape,
>(definition: {
  readonly name: string;
  readonly family: string;
  readonly summary: string;
  readonly paper: string;
  readonly latentDim: Default;
  /** Checks the shape of a sample. Default: any. */
  readonly input?: z.ZodType<Inputs>;
  readonly options: Options;
  readonly parts: (
    options: z.output<z.ZodObject<Options & LatentDim>>,
  ) => Omit<AutoencoderOptions<Shape, Shape>, 'input' | 'scaling' | 'seed'>;
}): Recipe<Options & LatentDim, Default, Inputs> {
  const { name, family, summary, paper, parts } = definition;
  const latentDim = positiveInteger.default(definition.latentDim).describe('numbers in a code');
  const options = z.strictObject({
    input: definition.input ?? anyInput,
    latentDim,
    ...definition.options,
    ...common,
  });
  const make = (given: unknown): Autoencoder => {
    const { input, scaling, seed, ...chosen } = parseOptions(name, options, given) as Checked;
    return autoencoder<Shape, Shape>({ input, scaling, seed, ...parts(chosen as never) });
  };
  const recipe = (given: unknown) => make(given);
  Object.defineProperty(recipe, 'name', { value: name });
  return Object.assign(recipe, { family, summary, paper, options, make }) as unknown as Recipe<
    Options & LatentDim,
    Default,
    Inputs
  >;
}

type LatentDim = { readonly latentDim: z.ZodDefault<typeof positiveInteger> };

interface Checked {
  readonly input: Shape;
  readonly scaling: z.output<typeof scalingOptions>;
  readonly seed: number;
}
