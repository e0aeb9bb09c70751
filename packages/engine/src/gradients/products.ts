import * as tf from '#tensorflow';
import { sizeOf } from '../tensor.js';
import { gradient } from './define.js';

/**
 * Calls a function of rows with some axes as the last one, and brings its result back
 * to the shape of `x`.
 */
function inRows(
  x: tf.Tensor,
  axes: readonly number[],
  compute: (rows: (tensor: tf.Tensor) => tf.Tensor2D) => tf.Tensor,
): tf.Tensor {
  const order = [...x.shape.keys()].filter((axis) => !axes.includes(axis)).concat(axes);
  const length = sizeOf(axes.map((axis) => x.shape[axis]));
  const rows = (tensor: tf.Tensor): tf.Tensor2D =>
    tf.reshape(tf.transpose(tensor, order), [x.size / length, length]);
  const ordered = tf.reshape(
    compute(rows),
    order.map((axis) => x.shape[axis]),
  );
  return tf.transpose(
    ordered,
    order.map((_, axis) => order.indexOf(axis)),
  );
}

/** The product of all others, also where one is 0. */
function product(dy: tf.Tensor, x: tf.Tensor, axis: number | number[] | undefined): tf.Tensor {
  const axes = tf.util.parseAxisParam(axis ?? [...x.shape.keys()], x.shape);
  return inRows(x, axes, (rows) => {
    const factors = rows(x);
    const others = tf.mul(tf.cumprod(factors, 1, true), tf.cumprod(factors, 1, true, true));
    return tf.mul(tf.reshape(dy, [factors.shape[0], 1]), others);
  });
}

/** From the last place to the first, also where a factor is 0. */
function runningProduct(
  dy: tf.Tensor,
  x: tf.Tensor,
  { axis, exclusive, reverse }: tf.CumprodAttrs,
): tf.Tensor {
  return inRows(x, tf.util.parseAxisParam(axis, x.shape), (rows) => {
    const forwards = (tensor: tf.Tensor) => (reverse ? tf.reverse(tensor, 1) : tensor);
    const factors = tf.unstack(forwards(rows(x)), 1);
    const gradients = tf.unstack(forwards(rows(dy)), 1);
    const last = factors.length - 1;
    const sums: tf.Tensor[] = [exclusive ? tf.zerosLike(factors[last]) : gradients[last]];
    for (let place = last; place > 0; place--) {
      const own = gradients[exclusive ? place : place - 1];
      sums.unshift(tf.add(own, tf.mul(factors[place], sums[0])));
    }
    const before = tf.cumprod(tf.stack(factors, 1), 1, true);
    return forwards(tf.mul(before, tf.stack(sums, 1)));
  });
}

/** Each operand's gradient is a sum of products, too: of the gradient and the other operand. */
const einsum: tf.GradConfig = {
  kernelName: 'Einsum',
  saveAllInputs: true,
  gradFunc(dy, operands, attributes) {
    const { equation } = attributes as unknown as tf.EinsumAttrs;
    const [left, result] = equation.replaceAll(' ', '').split('->');
    const terms = left.split(',');
    const gradients = terms.map((term, i) => () => {
      const factors = [
        { term: result, tensor: dy as tf.Tensor },
        ...terms.flatMap((other, j) => (i === j ? [] : [{ term: other, tensor: operands[j] }])),
      ];
      return productOf(factors, term, operands[i].shape);
    });
    return Object.fromEntries(gradients.entries());
  },
};

/** The factors summed to the axes of a term; axes that none of them has are repeated. */
function productOf(
  factors: readonly { readonly term: string; readonly tensor: tf.Tensor }[],
  term: string,
  shape: number[],
): tf.Tensor {
  const known = (axis: string) => factors.some((factor) => factor.term.includes(axis));
  const kept = Array.from(term).filter(known).join('');
  const scalars = factors.filter((factor) => factor.term === '');
  const others = factors.filter((factor) => factor.term !== '');
  const summed =
    others.length === 0
      ? tf.scalar(1)
      : tf.einsum(
          `${others.map((factor) => factor.term).join()}->${kept}`,
          ...others.map(({ tensor }) => tensor),
        );
  const all = scalars.reduce((result: tf.Tensor, { tensor }) => tf.mul(result, tensor), summed);
  const spaced = Array.from(term).map((axis, i) => (known(axis) ? shape[i] : 1));
  return tf.broadcastTo(tf.reshape(all, spaced), shape);
}

/** Products of many factors, and running sums. */
export const products: readonly tf.GradConfig[] = [
  gradient<tf.ProdAttrs>('Prod', ['x'], (dy, [x], { axis }) => ({ x: () => product(dy, x, axis) })),
  gradient<tf.CumprodAttrs>('Cumprod', ['x'], (dy, [x], attributes) => ({
    x: () => runningProduct(dy, x, attributes),
  })),
  // TF.js' own has the wrong shape for all axes but the last.
  gradient<tf.CumsumAttrs>('Cumsum', ['x'], (dy, _, { axis, exclusive, reverse }) => ({
    x: () => tf.cumsum(dy, axis, exclusive, !reverse),
  })),
  einsum,
];
