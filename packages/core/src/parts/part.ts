import { z } from 'zod';
import { quoted } from '../files/quoted.js';
import type { Context } from './context.js';
import type { Kinds, PartKind } from './kinds.js';
import { parseOptions } from './options.js';

export type { PartKind } from './kinds.js';

/** A versioned name: the version grows when a saved model would mean something else. */
export type PartName = `${string}@${number}`;

/** A part as it stands in a saved model: plain JSON. */
export interface PartSpec {
  readonly part: PartName;
  readonly options: Readonly<Record<string, unknown>>;
}

/** A chosen part with its options, ready to be built into a model. */
export interface Part<Kind extends PartKind, Built extends Kinds[Kind] = Kinds[Kind]> {
  readonly kind: Kind;
  readonly name: PartName;
  /** Name and options as plain JSON. */
  toJSON(): PartSpec;
  /** Declares variables, noise and numbers, and gives the functions that compute. */
  build(context: Context): Built;
  /** Frees what was made for the part when it was revived, if no model is built of it. */
  release?(): void;
}

/** A part of whatever kind. */
export type AnyPart = Pick<Part<PartKind>, 'kind' | 'name' | 'toJSON' | 'release'>;

/** Finds the factory of a part by its kind and versioned name; `undefined` if it is unknown. */
export type FindPart = (kind: PartKind, name: PartName) => Promise<AnyPartFactory | undefined>;

/** What is at hand where a part is made of JSON. */
export interface Reviving {
  /** Finds parts that are options of this one. */
  readonly find: FindPart;
  /** Numbers that the part's variables may have together: no more are saved. */
  readonly mostValues: number;
  /** Hears of each part that was made, which is to be released if a later one cannot be. */
  readonly made?: (part: AnyPart) => void;
}

/** How a part is defined. */
export interface PartDefinition<
  Kind extends PartKind,
  Schema extends z.ZodType,
  Built extends Kinds[Kind],
> {
  readonly kind: Kind;
  readonly name: PartName;
  /** Checks options and fills in defaults; strict, so that a misspelt option is an error. */
  readonly options: Schema;
  /** Declares what the part needs of a model, and gives the functions that compute. */
  build(options: z.output<Schema>, context: Context): Built;
  /** JSON of the options where they hold more than JSON and parts. */
  serialise?(options: z.output<Schema>): Record<string, unknown>;
  /** Reverse of `serialise`. */
  revive?(json: Record<string, unknown>, reviving: Reviving): Promise<unknown>;
  /** Frees what `revive` made, where no model is built of it. Default: nothing is to be freed. */
  release?(options: z.output<Schema>): void;
}

/** Makes a part from options. Its properties tell tools what it is and what it takes. */
export interface PartFactory<P, Given extends readonly unknown[] = [options?: unknown]> {
  /**
   * @throws OptionsError naming every option that is unknown, missing or out of range.
   */
  (...given: Given): P;
  /** The place that the part fills. */
  readonly kind: PartKind;
  /** Its versioned name, as it stands in saved models. */
  readonly partName: PartName;
  /** Checks options and fills in defaults. */
  readonly options: z.ZodType;
  /**
   * Makes the part from the options of a saved model.
   *
   * @throws Error for a part among its options that is unknown; OptionsError for wrong options.
   */
  fromJSON(json: Readonly<Record<string, unknown>>, reviving: Reviving): Promise<P>;
}

/** A factory of whatever part. */
export type AnyPartFactory = PartFactory<unknown, never>;

/** Options as a user gives them: arrays may be readonly. */
export type Accepted<Options> = {
  [Name in keyof Options]: Options[Name] extends readonly unknown[] | undefined
    ? Readonly<Options[Name]>
    : Options[Name];
};

/** The arguments of a factory: options may be left out where none has to be given. */
type Given<Schema extends z.ZodType> =
  Readonly<Record<string, never>> extends z.input<Schema>
    ? [options?: Accepted<z.input<Schema>>]
    : [options: Accepted<z.input<Schema>>];

/** What would show only in a saved model, or never. */
function checkDefinition(kind: PartKind, name: string, schema: z.ZodType): void {
  if (!/^[a-z][\w-]*@[1-9]\d*$/i.test(name)) {
    throw new Error(
      `definePart: the ${kind} "${name}" lacks the version in its name; call it "${name.split('@')[0]}@1"`,
    );
  }
  if (schema instanceof z.ZodObject && !(schema.def.catchall instanceof z.ZodNever)) {
    throw new Error(
      `definePart: the options of the ${kind} ${name} let misspelt ones pass; use z.strictObject`,
    );
  }
}

/**
 * Defines a part of any kind. The types of its options are those of the schema, so
 * that a misspelt one does not compile.
 *
 * @throws Error for a name without a version, and for options that are no strict object.
 *
 * @example
 * ```ts
 * const gaussianNoise = definePart({
 *   kind: 'corruption',
 *   name: 'gaussianNoise@1',
 *   options: z.strictObject({ deviation: positive.default(0.1) }),
 *   build({ deviation }, context) {
 *     const noise = context.noise('noise', context.shapes.input, normal);
 *     return {
 *       independent: true,
 *       corrupt: (x, frame) => tf.add(x, tf.mul(frame.noise(noise), deviation)),
 *     };
 *   },
 * });
 * ```
 */
export function definePart<
  const Kind extends PartKind,
  Schema extends z.ZodType,
  const Built extends Kinds[Kind],
>(definition: PartDefinition<Kind, Schema, Built>): PartFactory<Part<Kind, Built>, Given<Schema>> {
  const { kind, name, options: schema } = definition;
  checkDefinition(kind, name, schema);
  const make = (given?: unknown): Part<Kind, Built> => {
    const options = parseOptions(name, schema, given);
    return {
      kind,
      name,
      toJSON: () => ({
        part: name,
        options: definition.serialise?.(options) ?? withSpecs(options as Record<string, unknown>),
      }),
      build: (context) => definition.build(options, context),
      release: () => definition.release?.(options),
    };
  };
  return Object.assign((...[options]: Given<Schema>) => make(options), {
    kind,
    partName: name,
    options: schema,
    fromJSON: async (json: Readonly<Record<string, unknown>>, reviving: Reviving) =>
      make(
        definition.revive
          ? await definition.revive({ ...json }, reviving)
          : await reviveOptions(schema, json, reviving),
      ),
  });
}

const partKinds = new WeakMap<z.ZodType, PartKind>();

/** Checks an option that is a part of a kind. In JSON it is the part's name and options. */
export function partOption<Kind extends PartKind>(kind: Kind): z.ZodType<Part<Kind>, Part<Kind>> {
  const schema = z.custom<Part<Kind>>(
    (value) =>
      typeof value === 'object' && value !== null && 'kind' in value && value.kind === kind,
    `expected a part of kind ${kind}`,
  );
  partKinds.set(schema, kind);
  return schema;
}

/** Checks JSON of a part. */
export const partSpec = z.strictObject({
  part: z.templateLiteral([z.string(), '@', z.int()]),
  options: z.record(z.string(), z.unknown()),
});

/**
 * Makes a part of its JSON.
 *
 * @throws Error naming the part if it is unknown.
 */
export async function revivePart<Kind extends PartKind>(
  kind: Kind,
  { part, options }: PartSpec,
  reviving: Reviving,
): Promise<Part<Kind>> {
  const factory = await reviving.find(kind, part);
  if (!factory) {
    throw new Error(
      `the ${kind} ${quoted(part)} is unknown here; load the model with a function that finds it`,
    );
  }
  const revived = (await factory.fromJSON(options, reviving)) as Part<Kind>;
  reviving.made?.(revived);
  return revived;
}

/** Options with the JSON of each part among them. */
function withSpecs(options: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const specOf = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(specOf);
    return isPart(value) ? value.toJSON() : value;
  };
  return Object.fromEntries(Object.entries(options).map(([name, value]) => [name, specOf(value)]));
}

function isPart(value: unknown): value is Part<PartKind> {
  return typeof value === 'object' && value !== null && 'kind' in value && 'toJSON' in value;
}

/** Options in which parts are parts again. */
async function reviveOptions(
  schema: z.ZodType,
  json: Readonly<Record<string, unknown>>,
  reviving: Reviving,
): Promise<Readonly<Record<string, unknown>>> {
  if (!(schema instanceof z.ZodObject)) return json;
  const revived: Record<string, unknown> = { ...json };
  const shape: Readonly<Record<string, z.ZodType>> = schema.shape;
  for (const [name, option] of Object.entries(shape)) {
    if (Object.hasOwn(json, name)) revived[name] = await reviveOption(option, json[name], reviving);
  }
  return revived;
}

async function reviveOption(
  schema: z.ZodType,
  json: unknown,
  reviving: Reviving,
): Promise<unknown> {
  const kind = partKinds.get(schema);
  if (kind) return revivePart(kind, partSpec.parse(json), reviving);
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) {
    return reviveOption(schema.unwrap() as z.ZodType, json, reviving);
  }
  if (schema instanceof z.ZodArray && Array.isArray(json)) {
    const element = schema.element as unknown as z.ZodType;
    const items: readonly unknown[] = json;
    return Promise.all(items.map((item) => reviveOption(element, item, reviving)));
  }
  return json;
}
