import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-layers';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { gru, type GruOptions } from './gru.js';
import { lstm, type LstmOptions } from './lstm.js';

interface Numbers {
  readonly shape: number[];
  readonly data: number[];
}

/** What `../testing/golden.py` writes. */
interface Case {
  readonly kind: 'lstm' | 'gru';
  readonly reverse: boolean;
  readonly inputs: Record<string, Numbers>;
  readonly mask: Numbers;
  readonly hiddenWeights: Numbers;
  readonly finalWeights: Numbers[];
  readonly hidden: Numbers;
  readonly final: Numbers[];
  readonly gradients: Record<string, Numbers>;
}

const path = new URL('../testing/golden.json', import.meta.url);
const cases = JSON.parse(readFileSync(path, 'utf8')) as Case[];

const tensor = ({ data, shape }: Numbers) => tf.tensor(data, shape);

function expectNumbers(actual: tf.Tensor, { data, shape }: Numbers, name: string) {
  expect(actual.shape, name).toEqual(shape);
  actual.dataSync().forEach((value, i) => expect(value, `${name}[${i}]`).toBeCloseTo(data[i], 5));
}

function run({ kind, reverse, mask }: Case, inputs: Record<string, tf.Tensor>) {
  const options = { ...inputs, reverse, mask: tensor(mask) } as unknown;
  if (kind === 'gru') {
    const { hidden, finalHidden } = gru(options as GruOptions);
    return { hidden, final: [finalHidden] };
  }
  const { hidden, finalHidden, finalCell } = lstm(options as LstmOptions);
  return { hidden, final: [finalHidden, finalCell] };
}

describe.each(cases.map((golden, i) => [`${golden.kind} ${i}`, golden] as const))(
  'PyTorch: %s',
  (_, golden) => {
    const names = Object.keys(golden.inputs);
    const inputs = names.map((name) => tensor(golden.inputs[name]));
    const named = (values: tf.Tensor[]) =>
      Object.fromEntries(names.map((name, i) => [name, values[i]]));

    it('has the same states', () => {
      const { hidden, final } = run(golden, named(inputs));
      // PyTorch gives zeros for padded steps, where we hand the state on.
      expectNumbers(
        tf.mul(hidden, tf.expandDims(tensor(golden.mask), -1)),
        golden.hidden,
        'hidden',
      );
      final.forEach((state, i) => expectNumbers(state, golden.final[i], `final ${i}`));
    });

    it('has the same gradients', () => {
      const loss = (...values: tf.Tensor[]) => {
        const { hidden, final } = run(golden, named(values));
        const terms = [hidden, ...final].map((states, i) =>
          tf.sum(
            tf.mul(states, tensor(i === 0 ? golden.hiddenWeights : golden.finalWeights[i - 1])),
          ),
        );
        return tf.addN(terms);
      };
      const gradients = tf.grads(loss)(inputs);
      names.forEach((name, i) => expectNumbers(gradients[i], golden.gradients[name], name));
    });
  },
);
