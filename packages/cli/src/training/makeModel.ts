import type { Autoencoder } from '@autoencoder-zoo/core';
import { findRecipe, type RecipeDescription } from '@autoencoder-zoo/variants';
import type { z } from 'zod';
import { inShape, type Data } from '../data.js';
import { UsageError, usage } from '../errors.js';
import type { Settings } from '../settings.js';

/** A model and the data in the shape that it takes. */
export interface Prepared {
  readonly model: Autoencoder;
  readonly data: Data;
}

/**
 * Makes the model of a recipe for data. `input` is the shape of the data, unless it
 * is set to another one of the same size: then the data is seen in that one.
 * `classes`, where the recipe asks for it, is the number of those of the data.
 *
 * @param seed - Of the first weights, unless `settings` have one.
 * @throws UsageError if options are unknown, wrong or do not fit the data.
 */
export async function makeModel(
  recipe: RecipeDescription,
  data: Data,
  settings: Settings,
  seed: number,
): Promise<Prepared> {
  const input = settings['input'] ?? data.train.shape;
  if (!('input' in settings)) checkShape(recipe, data);
  return usage(() => {
    const known = {
      ...('seed' in recipe.options.shape && { seed }),
      ...(asksForClasses(recipe, settings) && { classes: classesOf(recipe, data) }),
    };
    const model = recipe.make({ input, ...known, ...settings });
    return { model, data: inShape(data, model.inputShape) };
  });
}

/** Whether a recipe has to be told a number of classes, and is not. */
function asksForClasses({ options }: RecipeDescription, settings: Settings): boolean {
  const schema = options.shape['classes'] as z.ZodType | undefined;
  return schema !== undefined && !('classes' in settings) && !schema.safeParse(undefined).success;
}

/** How many classes the labels of data are of. */
function classesOf({ name }: RecipeDescription, { name: data, train, test }: Data): number {
  const { labels, labelNames } = train;
  if (!labels) {
    throw new UsageError(
      `${name} learns from labels, but ${data} has none; of a file, name their column, such as --read label=kind`,
    );
  }
  const all = [labels, test?.labels ?? labels];
  return Math.max(
    labelNames?.length ?? 0,
    ...all.map((each) => each.reduce((a, b) => Math.max(a, b)) + 1),
  );
}

function checkShape({ name, options }: RecipeDescription, { name: data, train }: Data): void {
  const schema = options.shape['input'] as z.ZodType | undefined;
  if (!schema || schema.safeParse(train.shape).success) return;
  const side = Math.sqrt(train.size);
  const steps = `--set input=[${train.size},1] for ${train.size} steps of one number`;
  const rows = Number.isInteger(side) ? `, or --set input=[${side},${side}] for ${side} rows` : '';
  throw new UsageError(
    `${name} cannot take the samples of ${data}, of shape [${train.shape.join(', ')}], as they are; say how to see them, such as ${steps}${rows}`,
  );
}

/**
 * Finds a recipe.
 *
 * @throws UsageError if there is none of that name.
 */
export function recipeOf(variant: string): Promise<RecipeDescription> {
  return usage(() => findRecipe(variant));
}
