import { Context } from '../parts/context.js';
import type { Shapes } from '../parts/shape.js';
import type { Declarations } from '../parts/declarations.js';
import type {
  Built,
  BuiltCode,
  BuiltCorruption,
  BuiltDecoder,
  BuiltEncoder,
  BuiltLikelihood,
  BuiltObjective,
  BuiltPenalty,
  BuiltPrior,
  Kinds,
  PartKind,
} from '../parts/kinds.js';
import type { Part } from '../parts/part.js';
import type { Shape } from '../parts/shape.js';
import { checkBuilt } from './checkBuilt.js';
import type { Parts } from './parts.js';
import { targetShape, type Task } from './task.js';

/** The parts of one model, built for its input. */
export interface BuiltParts<CodeShape extends Shape = Shape> {
  readonly corruption: BuiltCorruption | undefined;
  readonly encoder: BuiltEncoder;
  readonly code: BuiltCode & { readonly shape: CodeShape };
  readonly prior: BuiltPrior | undefined;
  readonly decoder: BuiltDecoder;
  readonly likelihood: BuiltLikelihood;
  readonly penalties: readonly BuiltPenalty[];
  readonly objective: BuiltObjective;
  /** Shapes of one sample on its way. */
  readonly shapes: Shapes;
}

/**
 * Builds parts one after the other, each of which finds the shapes that those before it gave.
 *
 * @param input - Shape of one sample.
 */
export function buildParts<CodeShape extends Shape>(
  parts: Parts<CodeShape>,
  task: Task,
  input: Shape,
  declarations: Declarations,
): BuiltParts<CodeShape> {
  const shapes: { -readonly [S in keyof Shapes]?: Shape } = {
    input,
    target: targetShape(task, input),
  };
  const known: { shapes: typeof shapes; prior?: BuiltPrior | undefined } = { shapes };
  const context = (kind: PartKind, path: string = kind) =>
    new Context(declarations, path, { kind, ...known });

  const build = <Kind extends PartKind, B extends Kinds[Kind]>(
    part: Part<Kind, B>,
    path?: string,
  ): B => checkBuilt(part.kind, part.name, part.build(context(part.kind, path)));

  const objective = build(parts.objective);
  const corruption = parts.corruption && build(parts.corruption);
  const encoder = build(parts.encoder);
  shapes.features = encoder.shape;
  const code = build(parts.code);
  shapes.code = code.shape;
  const chosen = parts.prior ?? code.prior;
  const prior = chosen && build(chosen);
  known.prior = prior;
  const likelihood = build(parts.likelihood);
  shapes.output = widened(shapes.target!, likelihood.parametersPerValue);
  const decoder = build(parts.decoder);
  const penalties = parts.penalties.map((penalty, i) => build(penalty, `penalty${i}`));
  return {
    corruption,
    encoder,
    code,
    prior,
    decoder,
    likelihood,
    penalties,
    objective,
    shapes: shapes as Shapes,
  };
}

/** The parts in the order of the data, each with its title. */
export function inOrder(built: BuiltParts, titles: PartTitles): [title: string, part: Built][] {
  const { corruption, encoder, code, prior, decoder, likelihood, penalties, objective } = built;
  return [
    ...(corruption ? [[titles.corruption, corruption] as [string, Built]] : []),
    [titles.encoder, encoder],
    [titles.code, code],
    ...(prior ? [[titles.prior, prior] as [string, Built]] : []),
    [titles.decoder, decoder],
    [titles.likelihood, likelihood],
    ...penalties.map((penalty, i): [string, Built] => [titles.penalty[i], penalty]),
    [titles.objective, objective],
  ];
}

/** What messages call the parts: kind and versioned name. */
export interface PartTitles extends Readonly<Record<Exclude<PartKind, 'penalty'>, string>> {
  readonly penalty: readonly string[];
}

/** @param built - Has the prior that the code brings along. */
export function titlesOf(parts: Parts, built: Pick<BuiltParts, 'code'>): PartTitles {
  const title = (kind: PartKind, part: { readonly name: string } | undefined) =>
    `${kind} ${part?.name ?? ''}`;
  return {
    corruption: title('corruption', parts.corruption),
    encoder: title('encoder', parts.encoder),
    code: title('code', parts.code),
    prior: title('prior', parts.prior ?? built.code.prior),
    decoder: title('decoder', parts.decoder),
    likelihood: title('likelihood', parts.likelihood),
    objective: title('objective', parts.objective),
    penalty: parts.penalties.map((penalty) => title('penalty', penalty)),
  };
}

/** The target's shape with room for all parameters on its last axis. */
function widened(target: Shape, parametersPerValue: number): Shape {
  const last = target.length - 1;
  return target.map((d, axis) => (axis === last ? d * parametersPerValue : d));
}
