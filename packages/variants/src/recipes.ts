import { registeredRecipes } from './registry.js';
import type { RecipeDescription } from './shared/recipes/recipe.js';

/** Names of all recipes. */
export const recipeNames: readonly string[] = registeredRecipes.map(({ name }) => name);

/**
 * Loads a recipe by name, in camel case or with hyphens: `underComplete`, `under-complete`.
 *
 * @throws Error listing the names there are, if it is none of them.
 */
export async function findRecipe(name: string): Promise<RecipeDescription> {
  const key = name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const found = registeredRecipes.find((recipe) => recipe.name === key);
  if (!found) {
    throw new Error(`no variant is called "${name}"; there are: ${recipeNames.join(', ')}`);
  }
  return found.load();
}
