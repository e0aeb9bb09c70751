import type { Recipe } from './shared/recipes/recipe.js';

const recipes: Readonly<Record<string, () => Promise<Recipe>>> = {
  underComplete: async () => (await import('./recipes/under-complete.js')).underCompleteRecipe,
  overComplete: async () => (await import('./recipes/over-complete.js')).overCompleteRecipe,
  sparse: async () => (await import('./recipes/sparse.js')).sparseRecipe,
  contractive: async () => (await import('./recipes/contractive.js')).contractiveRecipe,
  denoising: async () => (await import('./recipes/denoising.js')).denoisingRecipe,
  gru: async () => (await import('./recipes/gru.js')).gruRecipe,
  lstm: async () => (await import('./recipes/lstm.js')).lstmRecipe,
  importanceWeighted: async () =>
    (await import('./recipes/importance-weighted.js')).importanceWeightedRecipe,
  variational: async () => (await import('./recipes/variational.js')).variationalRecipe,
};

/** Names of all recipes. */
export const recipeNames: readonly string[] = Object.keys(recipes);

/**
 * Loads a recipe by name, in camel case or with hyphens: `underComplete`, `under-complete`.
 *
 * @throws Error listing the names there are, if it is none of them.
 */
export async function findRecipe(name: string): Promise<Recipe> {
  const key = name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const load = Object.hasOwn(recipes, key) ? recipes[key] : undefined;
  if (!load)
    throw new Error(`no variant is called "${name}"; there are: ${recipeNames.join(', ')}`);
  return load();
}
