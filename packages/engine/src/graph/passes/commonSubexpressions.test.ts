import { expect, it } from 'vitest';
import type { Graph, Value } from '../graph.js';
import { expectSameResults, operatorsOf } from '../testing/passes.js';
import { shareCommonSubexpressions } from './commonSubexpressions.js';

const value = (name: string, shape: number[] = [3]): Value => ({ name, shape, type: 'float32' });

it('merges equal nodes and equal constants, and those that become equal', async () => {
  const x = value('x');
  const [one, uno, minusZero, zero] = ['one', 'uno', '-0', '0'].map((name) => value(name, []));
  const [a, b, c, d, e] = ['a', 'b', 'c', 'd', 'e'].map((name) => value(name));
  const node = (operator: string, inputs: Value[], output: Value) => ({
    operator,
    inputs,
    outputs: [output],
    attributes: {},
  });
  const graph: Graph = {
    inputs: [x],
    constants: new Map([
      [one, Float32Array.of(1)],
      [uno, Float32Array.of(1)],
      [zero, Float32Array.of(0)],
      [minusZero, Float32Array.of(-0)],
    ]),
    nodes: [
      node('Add', [x, one], a),
      node('Add', [x, uno], b),
      node('Exp', [a], c),
      node('Exp', [b], d),
      node('Mul', [c, d], e),
    ],
    outputs: [
      { name: 'y', value: e },
      { name: 'z', value: zero },
      { name: 'w', value: minusZero },
    ],
  };
  const after = await expectSameResults(graph, shareCommonSubexpressions);
  expect(operatorsOf(after)).toEqual(['Add', 'Exp', 'Mul']);
  expect(after.constants.size).toBe(3);
});
