import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { CaseParts } from './models.js';

/** Options by name. */
export type Options = Readonly<Record<string, unknown>>;

/** What shows that each option of a part or recipe changes something. */
export interface OptionCases {
  /** Options to start from. */
  readonly base: Options;
  /**
   * Another value of each option, or that value with others that it needs beside it;
   * or a function that gives it with others which change together with it.
   */
  readonly others: Options;
  /** Parts that a part is to be tried beside. Default: the plainest there are. */
  readonly beside?: () => CaseParts;
}

/** The cases beside a part, `part.cases.ts`, which the contract of all parts is tried on. */
export interface PartCases {
  /** Models with the part, by a name for reports: one for each way in which it computes. */
  readonly models: Readonly<Record<string, () => CaseParts>>;
  /** Parts or variables whose gradient is made to be an estimate, and not the slope of the loss. */
  readonly estimated?: readonly string[];
  /** Absent where options are no plain values. */
  readonly options?: OptionCases;
}

/** The cases beside a recipe, `<name>.cases.ts`. */
export interface RecipeCases {
  readonly options: OptionCases;
}

const root = fileURLToPath(new URL('..', import.meta.url));

async function collect<Cases>(folder: RegExp): Promise<ReadonlyMap<string, Cases>> {
  const found = new Map<string, Cases>();
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).toSorted();
  for (const file of files) {
    const name = folder.exec(file.replaceAll('\\', '/'))?.[1];
    if (name === undefined) continue;
    const { cases } = (await import(root + file)) as { readonly cases: Cases };
    found.set(name, cases);
  }
  return found;
}

/** The cases of all parts, by `<kind>/<part>`. */
export const partCases = await collect<PartCases>(/^([a-z]+\/[a-z0-9-]+)\/part\.cases\.ts$/);

/** The cases of all recipes, by the name of their file. */
export const recipeCases = await collect<RecipeCases>(/^recipes\/([a-z0-9-]+)\.cases\.ts$/);

/** All models with parts of the zoo, by the name of their case. */
export const cases: Readonly<Record<string, () => CaseParts>> = Object.fromEntries(
  [...partCases.values()].flatMap(({ models }) => Object.entries(models)),
);
