// Writes docs/zoo.md: every recipe and every part with what it does, its paper and its options,
// for recipes also for whom they are and when not to take them, from the registry, the schemas and
// the comments. It reads what `npm run build` made.
//
//   node scripts/build-zoo-page.mjs [--check] with --check it only says whether the
//   page is as it should be
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import ts from 'typescript';
import { recipeOptions } from '../packages/cli/dist/recipeOptions.js';
import { registeredParts, registeredRecipes } from '../packages/variants/dist/registry.js';

const source = new URL('../packages/variants/src/', import.meta.url);
const target = fileURLToPath(new URL('../docs/zoo.md', import.meta.url));

/** The comment of the only exported constant of a file, without its tags. */
function commentOf(path) {
  const text = readFileSync(new URL(path, source), 'utf8');
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const exported = file.statements.find(
    (node) =>
      ts.isVariableStatement(node) &&
      node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword),
  );
  const [comment] = ts.getJSDocCommentsAndTags(exported);
  const words = ts.getTextOfJSDocComment(comment?.comment) ?? '';
  if (words === '') throw new Error(`${path}: its exported constant has no comment`);
  return words.replace(/\{@link (\w+)\}/g, '`$1`');
}

const code = (value) => `\`${String(value).replaceAll('\n', ' ')}\``;
const lowered = (text) => text[0].toLowerCase() + text.slice(1);

/** Long types that many options have, by a word that is explained once. */
const words = [
  ['activation', /^"linear" \| "relu" .*/],
  ['initialiser', /^"fanIn" .*/],
  ['likelihood', /^"bernoulli" \| "squaredError" .*/],
  ['scaling', /^"none" \| "centre" .*/],
  ['number or schedule', /^(?:number|integer) \| \{ schedule: .*/],
];
const explained = new Map();

function shortened(type) {
  const [word] = words.find(([, expression]) => expression.test(type)) ?? [];
  if (word === undefined) return code(type);
  explained.set(word, type);
  return word;
}

/** A list and no table, which a narrow page would cut off. */
function optionList(schema) {
  const options = schema?.shape ? recipeOptions(schema) : [];
  return options
    .map(({ name, type, required, meaning, ...option }) => {
      const standard =
        'default' in option ? `, default ${code(JSON.stringify(option.default))}` : '';
      const values = `${shortened(type)}${required ? ', needed' : standard}`;
      return `- ${code(name)} (${values})${meaning ? `: ${meaning}` : ''}`;
    })
    .join('\n');
}

const kebab = (text) => text.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

const recipes = await Promise.all(
  registeredRecipes.map(async ({ name, load }) => ({ file: kebab(name), recipe: await load() })),
);
const families = [...new Set(recipes.map(({ recipe }) => recipe.family))].toSorted();
const kinds = [...new Set(registeredParts.map(({ kind }) => kind))];

const overview = families.flatMap((family) => [
  `- ${family}`,
  ...recipes
    .filter(({ recipe }) => recipe.family === family)
    .map(
      ({ recipe }) =>
        `  - [${code(recipe.name)}](#${recipe.name.toLowerCase()}): ${lowered(recipe.summary)}`,
    ),
]);

const recipeSections = recipes.map(({ file, recipe }) =>
  [
    `### ${recipe.name}`,
    `\`import { ${recipe.name} } from '@autoencoder-zoo/variants/${file}'\``,
    commentOf(`recipes/${file}.ts`),
    `${recipe.suits} ${recipe.avoid}`,
    `Paper: ${recipe.paper}.`,
    optionList(recipe.options),
  ].join('\n\n'),
);

const partSections = await Promise.all(
  kinds.map(async (kind) => {
    const parts = registeredParts.filter((part) => part.kind === kind);
    const sections = await Promise.all(
      parts.map(async ({ path, name, load }) => {
        const { options } = await load();
        return [
          `### ${path.split('/')[1]}: ${kind}`,
          `In a saved model \`${name}\`; import path \`@autoencoder-zoo/variants/${path}\`.`,
          commentOf(`${path}/part.ts`),
          optionList(options),
        ].join('\n\n');
      }),
    );
    return [`## Parts: ${kind}`, ...sections].join('\n\n');
  }),
);

const page = `---
title: The zoo
---

<!-- Written by scripts/build-zoo-page.mjs. -->

# The zoo

Every recipe and every part. A recipe chooses parts; \`autoencoder\` puts together whatever parts you choose. A part of one
kind works with all parts of the others, unless its text says what it needs.

${overview.join('\n')}

Values of options that stand in words below:

${[...explained].map(([word, type]) => `- ${word}: \`${type}\``).join('\n')}

## Recipes

${recipeSections.join('\n\n')}

${partSections.join('\n\n')}
`;

const text = await format(page, { ...(await resolveConfig(target)), filepath: target });
let present = '';
try {
  present = readFileSync(target, 'utf8');
} catch {
  // There is none yet.
}
if (present !== text) {
  if (process.argv.includes('--check')) {
    throw new Error('docs/zoo.md is stale; run `npm run build:zoo-page`');
  }
  writeFileSync(target, text);
}
