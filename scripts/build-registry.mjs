// Writes packages/variants/src/registry.ts from the folders of parts and the files of recipes.
//
//   node scripts/build-registry.mjs [--check] with --check it only says whether the
//   file is as it should be
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';

const source = new URL('../packages/variants/src/', import.meta.url);
const target = new URL('registry.ts', source);

const kinds = {
  corruptions: 'corruption',
  encoders: 'encoder',
  codes: 'code',
  priors: 'prior',
  decoders: 'decoder',
  likelihoods: 'likelihood',
  penalties: 'penalty',
  objectives: 'objective',
};

/** The only match of an expression in a file. */
function only(path, expression, what) {
  const found = [...readFileSync(new URL(path, source), 'utf8').matchAll(expression)];
  if (found.length === 1) return found[0][1];
  throw new Error(`${path}: expected one ${what}, but found ${found.length}`);
}

const parts = Object.entries(kinds).flatMap(([room, kind]) =>
  (existsSync(new URL(room, source)) ? readdirSync(new URL(room, source)) : [])
    .toSorted()
    .map((folder) => {
      const path = `${room}/${folder}/part`;
      const name = only(`${path}.ts`, /'(\w+@\d+)'/g, 'versioned name such as masking@1');
      const factory = only(`${path}.ts`, /^export const (\w+)/gm, 'exported constant, the factory');
      return { kind, name, path: `${room}/${folder}`, load: `./${path}.js`, factory };
    }),
);

const recipes = readdirSync(new URL('recipes', source))
  .filter((file) => /^[a-z0-9-]+\.ts$/.test(file))
  .toSorted()
  .map((file) => {
    const path = `recipes/${file}`;
    const name = only(path, /defineRecipe\(\{\s*name: '(\w+)'/g, 'recipe');
    const recipe = only(path, /^export const (\w+)/gm, 'exported constant, the recipe');
    return { name, load: `./${path.replace(/\.ts$/, '.js')}`, recipe };
  });

const written = `// Written by scripts/build-registry.mjs from the folders of parts and the files of recipes.
import type { AnyPartFactory, PartKind, PartName } from '@autoencoder-zoo/core';
import type { RecipeDescription } from './shared/recipes/recipe.js';

/** A part of the zoo. */
export interface RegisteredPart {
  readonly kind: PartKind;
  readonly name: PartName;
  /** Where it stands, which is also its import path. */
  readonly path: string;
  readonly load: () => Promise<AnyPartFactory>;
}

/** A recipe of the zoo. */
export interface RegisteredRecipe {
  readonly name: string;
  readonly load: () => Promise<RecipeDescription>;
}

/** All parts, by kind. */
export const registeredParts: readonly RegisteredPart[] = [
${parts
  .map(
    ({ kind, name, path, load, factory }) =>
      `  {\n    kind: '${kind}',\n    name: '${name}',\n    path: '${path}',\n    load: async () => (await import('${load}')).${factory},\n  },`,
  )
  .join('\n')}
];

/** All recipes, by name. */
export const registeredRecipes: readonly RegisteredRecipe[] = [
${recipes
  .map(
    ({ name, load, recipe }) =>
      `  {\n    name: '${name}',\n    load: async () => (await import('${load}')).${recipe},\n  },`,
  )
  .join('\n')}
];
`;

const path = fileURLToPath(target);
const text = await format(written, { ...(await resolveConfig(path)), filepath: path });
const present = existsSync(target) ? readFileSync(target, 'utf8') : '';
if (present !== text) {
  if (process.argv.includes('--check')) {
    throw new Error('packages/variants/src/registry.ts is stale; run `npm run build:registry`');
  }
  writeFileSync(target, text);
}
