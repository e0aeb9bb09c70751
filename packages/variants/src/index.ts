export { load, loadClassifier } from './load.js';
export { findPart, partNames } from './findPart.js';
export {
  defineRecipe,
  type Recipe,
  type RecipeDescription,
  type Sentence,
  type SizedRecipe,
} from './shared/recipes/recipe.js';
export { findRecipe, recipeNames } from './recipes.js';
