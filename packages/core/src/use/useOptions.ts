import {
  anything,
  ENGINE_CHECKS,
  optional,
  parseOptions,
  positiveInteger,
  type Check,
} from '@autoencoder-zoo/engine/session';
import type { UseOptions } from '../model/useOptions.js';
import type { GraphName } from '../model/graphsForm.js';
import type { Running } from './loadedGraph.js';

/** How to load a saved model for use. */
export interface LoadOptions extends Running {
  /**
   * The graphs to read, where not all are needed: an encoder that comes over the network, say,
   * without its decoder. Default: all of the model.
   */
  readonly graphs?: readonly GraphName[];
}

/** {@link UseOptions} with their defaults. */
export type CheckedUse = UseOptions & { readonly batchSize: number };

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isColumn = (value: unknown): boolean =>
  typeof value === 'number' || Array.isArray(value) || ArrayBuffer.isView(value);

const wholeNumber: Check = (value) =>
  Number.isSafeInteger(value) && (value as number) >= 0 ? undefined : 'a whole number from 0';

/** Checks {@link UseOptions}; see there. */
export function checkUse(call: string, options: UseOptions): CheckedUse {
  return parseOptions<CheckedUse>(
    call,
    options,
    {
      batchSize: positiveInteger,
      seed: optional(wholeNumber),
      beside: optional((value) =>
        isObject(value) && Object.values(value).every(isColumn)
          ? undefined
          : 'columns by name, each a number or an array',
      ),
    },
    { batchSize: 1024 },
  );
}

/** Checks {@link LoadOptions}. */
export function checkLoad(
  call: string,
  options: LoadOptions,
  known: readonly GraphName[],
): LoadOptions & { readonly graphs: readonly GraphName[] } {
  return parseOptions<LoadOptions & { readonly graphs: readonly GraphName[] }>(
    call,
    options,
    {
      threads: ENGINE_CHECKS.threads,
      spin: ENGINE_CHECKS.spin,
      provider: ENGINE_CHECKS.provider,
      sessions: anything,
      graphs: (value) =>
        Array.isArray(value) &&
        value.length > 0 &&
        value.every((name: GraphName) => known.includes(name))
          ? undefined
          : `a list of ${known.map((name) => `"${name}"`).join(', ')}`,
    },
    { graphs: known, spin: true },
  );
}
