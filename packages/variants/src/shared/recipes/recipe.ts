import {
  autoencoder,
  parseOptions,
  positiveInteger,
  scalingOptions,
  type Accepted,
  type Autoencoder,
  type AutoencoderOptions,
  type Shape,
} from '@autoencoder-zoo/core';
import { z } from 'zod';

/** Words that end with a full stop. */
export type Sentence = `${string}.`;

/** What a recipe is besides a function, for tools. */
export interface RecipeDescription {
  /** Name on the command line, for example `'variational'`. */
  readonly name: string;
  /** What it belongs to: `'dense'`, `'variational'`, `'recurrent'`. */
  readonly family: string;
  /** What it is, in a few words. */
  readonly summary: string;
  /** For whom it is: one sentence. */
  readonly suits: Sentence;
  /** When not to take it: one sentence. */
  readonly avoid: Sentence;
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

/** The options of a recipe but those that are kept as literals. */
type Others<Options extends z.ZodRawShape> = Accepted<z.input<z.ZodObject<Options>>>;

/** A recipe: it chooses parts and their defaults. Codes have the shape that its code part says. */
export interface Recipe<
  Options extends z.ZodRawShape = z.ZodRawShape,
  CodeShape extends Shape = Shape,
  Inputs extends Shape = Shape,
> extends RecipeDescription {
  /**
   * @throws OptionsError for unknown or wrong options.
   */
  <const Input extends Inputs>(
    options: Others<Options> & { readonly input: Input },
  ): Autoencoder<Input, CodeShape>;
}

/** A recipe whose codes are so many numbers as `latentDim` says. */
export interface SizedRecipe<
  Options extends z.ZodRawShape = z.ZodRawShape,
  Default extends number = number,
  Inputs extends Shape = Shape,
> extends RecipeDescription {
  /**
   * @throws OptionsError for unknown or wrong options.
   */
  <const Input extends Inputs, const Dim extends number = Default>(
    options: Others<Options> & { readonly input: Input; readonly latentDim?: Dim },
  ): Autoencoder<Input, readonly [Dim]>;
}

/** The parts that a recipe chooses. */
type ChosenParts<CodeShape extends Shape> = Omit<
  AutoencoderOptions<Shape, CodeShape>,
  'input' | 'scaling' | 'seed'
>;

/** What a recipe declares. */
interface Declaration<Options extends z.ZodRawShape, Inputs extends Shape> {
  readonly name: string;
  readonly family: string;
  readonly summary: string;
  readonly suits: Sentence;
  readonly avoid: Sentence;
  readonly paper: string;
  /** Checks the shape of a sample. Default: any. */
  readonly input?: z.ZodType<Inputs>;
  /** Whether samples are numbers of classes, for which there is no `scaling`. Default false. */
  readonly ofClasses?: boolean;
  readonly options: Options;
}

const seeded = {
  seed: z.int().nonnegative().default(0).describe('seed of the first weights'),
};

const common = {
  scaling: scalingOptions
    .default({ kind: 'none' })
    .describe('scaling of inputs, fitted on the training data'),
  ...seeded,
};

type Seeded = typeof seeded;
type Common = typeof common;

const anyInput = z.array(positiveInteger).min(1).describe('shape of one sample');

/**
 * Declares a recipe. Types, help and documentation come from its options; those of
 * all recipes, `input`, `scaling` and `seed`, need not be named.
 *
 * @param declaration - `latentDim`: numbers in a code if nothing else is asked for,
 * where codes have one axis; `parts`: chooses the parts for checked options.
 */
export function defineRecipe<
  const Default extends number,
  Options extends z.ZodRawShape,
  Inputs extends Shape = Shape,
>(
  declaration: Declaration<Options, Inputs> & {
    readonly ofClasses: true;
    readonly latentDim: Default;
    readonly parts: (
      options: z.output<z.ZodObject<Options>> & { readonly latentDim: number },
    ) => ChosenParts<Shape>;
  },
): SizedRecipe<Options & Seeded, Default, Inputs>;
export function defineRecipe<
  const Default extends number,
  Options extends z.ZodRawShape,
  Inputs extends Shape = Shape,
>(
  declaration: Declaration<Options, Inputs> & {
    readonly ofClasses?: false;
    readonly latentDim: Default;
    readonly parts: (
      options: z.output<z.ZodObject<Options>> & { readonly latentDim: number },
    ) => ChosenParts<Shape>;
  },
): SizedRecipe<Options & Common, Default, Inputs>;
export function defineRecipe<
  Options extends z.ZodRawShape,
  CodeShape extends Shape,
  Inputs extends Shape = Shape,
>(
  declaration: Declaration<Options, Inputs> & {
    readonly ofClasses?: false;
    readonly latentDim?: undefined;
    readonly parts: (options: z.output<z.ZodObject<Options>>) => ChosenParts<CodeShape>;
  },
): Recipe<Options & Common, CodeShape, Inputs>;
export function defineRecipe(
  declaration: Declaration<z.ZodRawShape, Shape> & {
    readonly latentDim?: number | undefined;
    readonly parts: (options: never) => ChosenParts<Shape>;
  },
): RecipeDescription {
  const { name, family, summary, suits, avoid, paper, latentDim, parts } = declaration;
  const options = z.strictObject({
    input: declaration.input ?? anyInput,
    ...(latentDim !== undefined && {
      latentDim: positiveInteger.default(latentDim).describe('numbers in a code'),
    }),
    ...declaration.options,
    ...(declaration.ofClasses ? seeded : common),
  });
  const make = (given: unknown): Autoencoder => {
    const { input, scaling, seed, ...chosen } = parseOptions(name, options, given) as Checked;
    return autoencoder<Shape, Shape>({
      input,
      ...(scaling && { scaling }),
      seed,
      ...parts(chosen as never),
    });
  };
  const recipe = (given: unknown) => make(given);
  Object.defineProperty(recipe, 'name', { value: name });
  return Object.assign(recipe, { family, summary, suits, avoid, paper, options, make });
}

interface Checked {
  readonly input: Shape;
  readonly scaling?: z.output<typeof scalingOptions>;
  readonly seed: number;
}
