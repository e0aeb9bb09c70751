import { OptionsError } from '@autoencoder-zoo/engine/session';
import type { Support } from '../data/check.js';
import { checkFittedScaling } from '../data/fittedScaling.js';
import { identityScaling, type FittedScaling, type ScalingOptions } from '../data/scaling.js';
import { quoted } from '../files/quoted.js';
import { expectFormat } from '../model/format.js';
import type { GraphColumn, GraphName, GraphsForm } from '../model/graphsForm.js';
import type { Shape } from '../parts/shape.js';

/** What `model.json` says that has to be known to use the graphs beside it. */
export interface SavedForm {
  readonly input: Shape;
  /** Number of classes of a classifier. */
  readonly classes: number | undefined;
  readonly seed: number;
  readonly masked: boolean;
  readonly scaling: FittedScaling;
  readonly columns: readonly string[] | undefined;
  readonly labelNames: readonly string[] | undefined;
  /** Values that samples may have, where they are numbers of classes. */
  readonly support: Support | undefined;
  readonly graphs: GraphsForm;
}

/**
 * Reads what is needed of `model.json` and checks it; what only training needs is left alone.
 *
 * @throws Error for another format or version, and naming the first field that is missing or wrong.
 */
export function readForm(json: Readonly<Record<string, unknown>>): SavedForm {
  expectFormat(json);
  if (json['graphs'] === undefined) {
    throw new Error(
      'nothing is said of the graphs beside it, as in models of earlier releases; load it with `load` of @autoencoder-zoo/variants and save it anew',
    );
  }
  const input = field(json, 'input', isShape, 'sizes, at least one');
  if (input.length === 0) throw new OptionsError('field "input": expected sizes, but got []');
  const graphs = graphsIn(field(json, 'graphs', isObject, 'an object'));
  return {
    input,
    classes: field(json, 'classes', maybe(isSize), 'a whole number'),
    seed: field(json, 'seed', isCount, 'a whole number from 0'),
    masked: field(json, 'masked', (value) => typeof value === 'boolean', 'true or false'),
    scaling: scalingIn(json, input),
    columns: field(json, 'columns', maybe(listOf(isText)), 'a list of names'),
    labelNames: field(json, 'labelNames', maybe(listOf(isText)), 'a list of names'),
    support:
      graphs.classes === undefined ? undefined : { low: 0, high: graphs.classes - 1, whole: true },
    graphs,
  };
}

function scalingIn(json: Fields, input: Shape): FittedScaling {
  const options = field(
    json,
    'scaling',
    (value): value is ScalingOptions => isObject(value) && isText(value['kind']),
    'an object with "kind"',
  );
  const fitted = field(
    json,
    'fittedScaling',
    maybe(
      (value): value is FittedScaling =>
        isObject(value) &&
        isText(value['kind']) &&
        listOf(isNumber)(value['offset']) &&
        listOf(isNumber)(value['factor']),
    ),
    'an object with "kind", "offset" and "factor"',
  );
  if (!fitted) return identityScaling;
  checkFittedScaling(fitted, options, input);
  return fitted;
}

function graphsIn(json: Fields): GraphsForm {
  const columns = field(json, 'columns', isObject, 'an object', 'graphs.');
  const names = Object.keys(columns) as GraphName[];
  return {
    code: field(json, 'code', isShape, 'sizes', 'graphs.'),
    outputs: field(json, 'outputs', listOf(isText), 'a list of names', 'graphs.'),
    classes: field(json, 'classes', maybe(isSize), 'a whole number', 'graphs.'),
    decodesAlone: field(
      json,
      'decodesAlone',
      maybe((value) => typeof value === 'boolean'),
      'true or false',
      'graphs.',
    ),
    columns: Object.fromEntries(
      names.map((name) => [
        name,
        field(columns, name, listOf(isColumn), 'a list of columns', 'graphs.columns.'),
      ]),
    ),
  };
}

type Fields = Readonly<Record<string, unknown>>;
type Is<Value> = (value: unknown) => value is Value;

function field<Value>(
  json: Fields,
  name: string,
  is: Is<Value>,
  expected: string,
  path = '',
): Value {
  const value = Object.hasOwn(json, name) ? json[name] : undefined;
  if (is(value)) return value;
  throw new OptionsError(
    `field ${quoted(path + name)}: expected ${expected}, but got ${quoted(value)}`,
  );
}

const isObject: Is<Fields> = (value): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText: Is<string> = (value) => typeof value === 'string';
const isNumber: Is<number> = (value) => typeof value === 'number';
const isCount: Is<number> = (value): value is number =>
  Number.isSafeInteger(value) && (value as number) >= 0;
const isSize: Is<number> = (value): value is number =>
  isCount(value) && value > 0 && value < 2 ** 31;
const listOf =
  <Item>(is: Is<Item>): Is<readonly Item[]> =>
  (value): value is readonly Item[] =>
    Array.isArray(value) && value.every(is);
const isShape = listOf(isSize);
const isColumn: Is<GraphColumn> = (value): value is GraphColumn =>
  isObject(value) &&
  isText(value['name']) &&
  isShape(value['shape']) &&
  maybe(isSize)(value['classes']);
function maybe<Value>(is: Is<Value>): Is<Value | undefined> {
  return (value): value is Value | undefined => value === undefined || is(value);
}
