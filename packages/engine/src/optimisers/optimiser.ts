import { OptionsError, show } from '../options.js';
import { adagradRule, type Adagrad } from './adagrad.js';
import { adamRule, type Adam } from './adam.js';
import { adamWRule, type AdamW } from './adamW.js';
import { checkedOptimiser } from './checkedOptimiser.js';
import { rmsPropRule, type RmsProp } from './rmsProp.js';
import type { UpdateRule } from './rule.js';
import {
  stochasticGradientDescentRule,
  type StochasticGradientDescent,
} from './stochasticGradientDescent.js';

/** How gradients change weights: plain JSON, so that it can be saved. */
export type Optimiser = StochasticGradientDescent | Adam | AdamW | RmsProp | Adagrad;

const rules = new Map<unknown, UpdateRule<Optimiser>>(
  [stochasticGradientDescentRule, adamRule, adamWRule, rmsPropRule, adagradRule].map((rule) => [
    rule.name,
    // Each rule is only ever given descriptions of its own name.
    rule as UpdateRule<Optimiser>,
  ]),
);

/**
 * The formula of an optimiser.
 *
 * @throws OptionsError when there is no optimiser of that name.
 */
export function ruleOf({ name }: { readonly name: unknown }): UpdateRule<Optimiser> {
  const rule = rules.get(name);
  if (rule === undefined) {
    throw new OptionsError(
      `${show(name)} is no optimiser; the optimisers are: ${[...rules.keys()].join(', ')}.`,
    );
  }
  return rule;
}

/**
 * Reads an optimiser from plain JSON; fields that are missing get their defaults.
 *
 * @throws OptionsError for an unknown name, an unknown field, or a value outside its range.
 */
export function parseOptimiser(json: unknown): Optimiser {
  if (typeof json !== 'object' || json === null) {
    throw new OptionsError(`Expected an optimiser such as adam(), got ${show(json)}.`);
  }
  const { name, ...fields } = json as { name?: unknown };
  return checkedOptimiser(ruleOf({ name }), fields);
}
