import { z } from 'zod';
import type { Built, Kinds, PartKind } from '../parts/kinds.js';
import { parseFields, positiveInteger } from '../parts/options.js';

const computes = z.custom((given) => typeof given === 'function', 'expected a function');
const shape = z.array(positiveInteger).min(1);
const outputs = z.record(z.string(), z.string()).optional();
const anything = z.unknown().optional();

const common = {
  independent: z.boolean().optional(),
  afterUpdate: computes.optional(),
  begin: computes.optional(),
  epoch: computes.optional(),
} satisfies Record<keyof Built, z.ZodType>;

/** What a part of each kind has to give when it is built, and may give. */
const schemas: { readonly [Kind in PartKind]: z.ZodType } = {
  corruption: fields<'corruption'>({ corrupt: computes, isTask: z.boolean().optional() }),
  encoder: fields<'encoder'>({ shape, encode: computes, classes: positiveInteger.optional() }),
  code: fields<'code'>({
    shape,
    code: computes,
    prior: anything,
    tells: z
      .enum(['nothing', 'own', 'density', 'moments', 'directions', 'bits', 'classes'])
      .optional(),
    outputs,
  }),
  prior: fields<'prior'>({
    sample: computes,
    logDensity: computes.optional(),
    divergence: computes.optional(),
    needs: z.enum(['moments', 'directions', 'bits', 'classes']).optional(),
    fit: computes.optional(),
    outputs,
    describe: computes.optional(),
  }),
  decoder: fields<'decoder'>({ decode: computes, outputBias: anything }),
  likelihood: fields<'likelihood'>({
    parametersPerValue: positiveInteger,
    support: z
      .custom<readonly [number, number]>(Array.isArray, 'expected [low, high]')
      .refine(([low, high]) => low < high, 'expected the lower end first')
      .optional(),
    classes: positiveInteger.optional(),
    elements: computes,
    total: computes.optional(),
    mean: computes,
    meanReadsTarget: z.boolean().optional(),
    parametersOf: computes.optional(),
  }),
  penalty: fields<'penalty'>({ terms: computes, outputs, describe: computes.optional() }),
  objective: fields<'objective'>({
    draws: positiveInteger,
    perDraw: z.boolean().optional(),
    terms: computes,
  }),
};

function fields<Kind extends PartKind>(
  own: Record<Exclude<keyof Kinds[Kind], keyof Built>, z.ZodType>,
): z.ZodType {
  return z.strictObject({ ...common, ...own });
}

/**
 * Refuses what a part has built if a field is missing, wrong or unknown, such as a misspelt one.
 *
 * @returns The same.
 * @throws OptionsError naming the part and each such field.
 */
export function checkBuilt<Kind extends PartKind, B extends Kinds[Kind]>(
  kind: Kind,
  name: string,
  built: B,
): B {
  parseFields(schemas[kind], built, `what the ${kind} ${name} builds`);
  return built;
}
