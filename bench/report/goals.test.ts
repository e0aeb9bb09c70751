import { expect, it } from 'vitest';
import { measured, result } from '../testing/results.js';
import { goals } from './goals.js';

const [zoo, pytorch] = ['autoencoder-zoo', 'pytorch eager'];

it('names the task that is farthest from a goal', () => {
  const found = goals([
    result('dense', [measured(zoo, [1], 1e8), measured(pytorch, [4], 3e8)]),
    result('lstm', [{ ...measured(zoo, [10], 4e8), first: 2 }, measured(pytorch, [9], 3e8)]),
    result('variationalEpoch', [measured(zoo, [10], 1e8), measured(pytorch, [11], 3e8)]),
  ]);
  const row = ({ title, reached, met }: (typeof found)[number]) => [title, reached, met];
  expect(found.map(row)).toEqual([
    [
      'each step, beside the best PyTorch: at least 1',
      '0.90, LSTM 28x28, 128 units, batch 128',
      false,
    ],
    ['steps, beside the best PyTorch, geometric mean: at least 1.8', '1.90', true],
    ['an epoch, beside the best PyTorch: at least 1', '1.10', true],
    [
      'memory of the most frugal PyTorch, beside the zoo: at least 1',
      '0.75, LSTM 28x28, 128 units, batch 128',
      false,
    ],
    ['seconds to the first step, dense: at most 0.25', '0.50', false],
    ['seconds to the first step, LSTM: at most 0.3', '2.00', false],
  ]);
});

it('holds a share of the machine and other libraries against theirs', () => {
  const found = goals([
    result(
      'deepLargeBatch',
      [measured(zoo, [100]), measured('tfjs-node', [700])],
      [measured('products', [6])],
    ),
  ]);
  expect(found.slice(0, 2)).toEqual([
    {
      title: 'steps, beside tfjs-node, geometric mean: at least 8',
      reached: '7.00',
      met: false,
    },
    { title: 'share of the fastest matrix products: at least 0.85', reached: '0.93', met: true },
  ]);
});
