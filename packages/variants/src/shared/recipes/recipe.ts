import { parseOptions, type Autoencoder } from '@autoencoder-zoo/core';
import type { z } from 'zod';

/** A recipe: it chooses parts and their defaults. Tools find its options in the schema. */
export interface Recipe {
  /** Name on the command line, for example `'variational'`. */
  readonly name: string;
  /** One sentence. */
  readonly summary: string;
  /** Checks options and fills in defaults; each option says what it does. */
  readonly options: z.ZodObject;
  /**
   * Makes the model from options of any origin.
   *
   * @throws OptionsError for unknown or wrong options.
   */
  make(options: unknown): Autoencoder;
}

/** Turns a schema and what it stands for into a recipe. */
export function defineRecipe<Schema extends z.ZodObject>(definition: {
  readonly name: string;
  readonly summary: string;
  readonly options: Schema;
  build(options: z.output<Schema>): Autoencoder;
}): Recipe {
  const { name, summary, options: schema } = definition;
  return {
    name,
    summary,
    options: schema,
    make: (options) => definition.build(parseOptions(name, schema, options)),
  };
}
