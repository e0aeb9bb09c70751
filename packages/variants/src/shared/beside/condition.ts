import {
  partOption,
  positiveInteger,
  type Column,
  type Context,
  type PartKind,
} from '@autoencoder-zoo/core';
import { z } from 'zod';

/** Which column of the data a conditional part is told, beside what it works on. */
export interface ConditionOptions {
  /** `'label'`, or a name in `beside` of the data. Default `'label'`. */
  readonly column?: string;
  /**
   * How many classes there are, where the column holds classes from 0 on. Either this or `size`.
   */
  readonly classes?: number;
  /** How many numbers the column has for each sample, where it holds numbers. */
  readonly size?: number;
}

/** Options of a part around another one of its kind, `of`, with {@link ConditionOptions}. */
export const conditionalOptions = <Kind extends PartKind>(kind: Kind) =>
  z
    .strictObject({
      of: partOption(kind),
      column: z.string().min(1).default('label'),
      classes: positiveInteger.optional(),
      size: positiveInteger.optional(),
    })
    .refine(({ classes, size }) => (classes === undefined) !== (size === undefined), {
      path: ['classes'],
      message: 'expected either "classes" or "size"',
    });

/** Declares the column: of shape `[classes]`, a one among zeros, or `[size]`. */
export function conditionOf(
  context: Context,
  { column = 'label', classes, size }: ConditionOptions,
): Column {
  return context.column(column, classes === undefined ? { shape: [size!] } : { classes });
}
