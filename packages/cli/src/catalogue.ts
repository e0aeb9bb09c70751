import type { PartKind, PartName } from '@autoencoder-zoo/core';
import { datasets } from '@autoencoder-zoo/datasets';
import { experimentNames, findExperiment } from '@autoencoder-zoo/experiments';
import { findRecipe, partNames, recipeNames } from '@autoencoder-zoo/variants';
import { recipeOptions, type RecipeOption } from './recipeOptions.js';
import { table } from './text.js';

/** All that the zoo has. */
export interface Catalogue {
  readonly variants: readonly {
    readonly name: string;
    readonly summary: string;
    readonly options: readonly RecipeOption[];
  }[];
  readonly parts: readonly { readonly kind: PartKind; readonly name: PartName }[];
  readonly datasets: readonly {
    readonly name: string;
    readonly description: string;
    /** Shape of one sample. */
    readonly shape: readonly number[];
    readonly size: { readonly train: number; readonly test?: number };
    /** Whether it is there without a download. */
    readonly offline: boolean;
  }[];
  readonly experiments: readonly { readonly name: string; readonly title: string }[];
}

/** Gathers what there is. */
export async function catalogue(): Promise<Catalogue> {
  const recipes = await Promise.all(recipeNames.map((name) => findRecipe(name)));
  const experiments = await Promise.all(experimentNames.map((name) => findExperiment(name)));
  return {
    variants: recipes.map(({ name, summary, options }) => ({
      name,
      summary,
      options: recipeOptions(options),
    })),
    parts: partNames(),
    datasets: Object.values(datasets).map(({ name, description, shape, size, offline }) => ({
      name,
      description,
      shape,
      size,
      offline,
    })),
    experiments: experiments.map(({ name, title }) => ({ name, title })),
  };
}

/** A catalogue for people. */
export function describeCatalogue({ variants, parts, datasets, experiments }: Catalogue): string {
  return [
    'Variants, with the options that --set takes',
    ...variants.flatMap(({ name, summary, options }) => [
      '',
      `  ${name}: ${summary}`,
      table(options.map(describeOption), '    '),
    ]),
    '',
    'Parts',
    '',
    table(
      [...new Set(parts.map(({ kind }) => kind))].map((kind) => [
        kind,
        parts
          .filter((part) => part.kind === kind)
          .map(({ name }) => name)
          .join(', '),
      ]),
      '  ',
    ),
    '',
    'Data sets',
    '',
    table(
      datasets.map(({ name, description, shape, size }) => [
        name,
        `[${shape.join(', ')}]`,
        `${size.train}${size.test ? ` + ${size.test} for test` : ''}`,
        description,
      ]),
      '  ',
    ),
    '',
    'Experiments, for aezoo reproduce',
    '',
    table(
      experiments.map(({ name, title }) => [name, title]),
      '  ',
    ),
  ].join('\n');
}

function describeOption({ name, type, required, meaning, ...rest }: RecipeOption): string[] {
  const preset = 'default' in rest ? JSON.stringify(rest.default) : required ? '(from data)' : '';
  return [name, preset.replaceAll('"', ''), meaning, type.replaceAll('"', '')];
}
