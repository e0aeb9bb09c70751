import { z } from 'zod';
import { parseOptions } from './options.js';

/** The places of an autoencoder that a part can fill. */
export type PartKind =
  'corruption' | 'encoder' | 'code' | 'decoder' | 'likelihood' | 'penalty' | 'objective';

/** A versioned name: the version grows when a saved model would mean something else. */
export type PartName = `${string}@${number}`;

/** A part as it stands in a saved model: plain JSON. */
export interface PartSpec {
  readonly part: PartName;
  readonly options: Readonly<Record<string, unknown>>;
}

/** A chosen part with its options, ready to be built into a model. */
export interface Part<Kind extends PartKind, Arguments extends readonly unknown[], Built> {
  readonly kind: Kind;
  readonly name: PartName;
  /** Name and options as plain JSON. */
  toJSON(): PartSpec;
  /** Declares variables, noise and weights, and gives the functions that compute. */
  build(...needs: Arguments): Built;
  /** Frees what was made for the part when it was revived, if no model is built of it. */
  release?(): void;
}

/** How a part is defined. */
export interface PartDefinition<
  Kind extends PartKind,
  Schema extends z.ZodType,
  Arguments extends readonly unknown[],
  Built,
> {
  readonly kind: Kind;
  readonly name: PartName;
  /** Checks options and fills in defaults; strict, so that a misspelt option is an error. */
  readonly options: Schema;
  build(options: z.output<Schema>, ...needs: Arguments): Built;
  /** JSON of the options where they hold more than JSON. */
  serialise?(options: z.output<Schema>): Record<string, unknown>;
  /**
   * Reverse of `serialise`.
   *
   * @param mostValues - Numbers that the part's variables may have together: no more are saved.
   */
  revive?(json: Record<string, unknown>, mostValues: number): Promise<unknown>;
  /** Frees what `revive` made, where no model is built of it. Default: nothing is to be freed. */
  release?(options: z.output<Schema>): void;
}

/**
 * Makes a part from options; `Given` are the arguments that it takes. Its properties tell tools what
 * it is and what it takes.
 */
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
   * @param mostValues - Numbers that its variables may have together. Default: any.
   */
  fromJSON(json: Readonly<Record<string, unknown>>, mostValues?: number): Promise<P>;
}

/**
 * Turns a definition into a factory. {@link defineCorruption} and its siblings fix the kind; use
 * those.
 */
export function definePart<
  Kind extends PartKind,
  Schema extends z.ZodType,
  Arguments extends readonly unknown[],
  Built,
>(
  definition: PartDefinition<Kind, Schema, Arguments, Built>,
): PartFactory<Part<Kind, Arguments, Built>> {
  const { kind, name, options: schema } = definition;
  const make = (given?: unknown): Part<Kind, Arguments, Built> => {
    const options = parseOptions(name, schema, given);
    return {
      kind,
      name,
      toJSON: () => ({
        part: name,
        options: definition.serialise?.(options) ?? (options as Record<string, unknown>),
      }),
      build: (...needs) => definition.build(options, ...needs),
      release: () => definition.release?.(options),
    };
  };
  return Object.assign(make, {
    kind,
    partName: name,
    options: schema,
    fromJSON: async (json: Readonly<Record<string, unknown>>, mostValues = Infinity) =>
      make(definition.revive ? await definition.revive({ ...json }, mostValues) : json),
  });
}
