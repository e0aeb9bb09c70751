import { expect, it } from 'vitest';
import { columnsOf, meanSpeedUp, speedUpOver } from './results.js';
import { measured, result } from './testing/results.js';

const dense = result('dense', [
  measured('autoencoder-zoo', [2, 2, 4], 200e6),
  measured('pytorch eager', [5, 6, 12], 300e6),
  measured('pytorch fused', [4, 5, 10], 400e6),
  measured('tfjs-node', [3, 3, 3], 100e6),
]);

it('compares with the form of PyTorch that is fastest over all rounds', () => {
  expect(dense.bestPyTorch?.engine).toBe('pytorch fused');
  expect(speedUpOver(dense, 'best PyTorch')).toEqual({ median: 2.5, lowest: 2, highest: 2.5 });
  expect(speedUpOver(dense, 'pytorch eager')).toEqual({ median: 3, lowest: 2.5, highest: 3 });
});

it('compares memory with the form of PyTorch that needs least', () => {
  expect(dense.frugality).toBe(1.5);
});

it('counts samples of a step, and those of a whole data set', () => {
  const zoo = [measured('autoencoder-zoo', [1])];
  expect(result('dense', zoo).samples).toBe(128);
  expect(result('variationalEpoch', zoo).samples).toBe(60_000);
});

it('averages over those results in which an engine ran', () => {
  const lstm = result('lstm', [
    measured('autoencoder-zoo', [1, 1, 1]),
    measured('pytorch eager', [12, 12, 12]),
  ]);
  const both = [dense, lstm];
  expect(columnsOf(both)).toEqual(['pytorch eager', 'pytorch fused', 'tfjs-node', 'best PyTorch']);
  expect(meanSpeedUp(both, 'pytorch eager')).toBeCloseTo(6, 12);
  expect(meanSpeedUp(both, 'pytorch fused')).toBeCloseTo(2.5, 12);
  expect(meanSpeedUp(both, 'jax')).toBeUndefined();
});

it('has no best PyTorch without PyTorch', () => {
  const alone = result('dense', [measured('autoencoder-zoo', [1])]);
  expect(alone).not.toHaveProperty('bestPyTorch');
  expect(columnsOf([alone])).toEqual([]);
});

it('holds steps against the fastest product of the machine', () => {
  // 15.43 GFLOP in 100 ms beside 1 GFLOP in 5 ms.
  const { products } = result(
    'deepLargeBatch',
    [measured('autoencoder-zoo', [100, 100]), measured('pytorch eager', [200, 200])],
    [measured('slow products', [9, 9]), measured('fast products', [5, 4])],
  );
  expect(products?.probe).toBe('fast products 1.0');
  expect(products?.rate).toEqual({ median: 225, lowest: 200, highest: 250 });
  expect(products?.shares['autoencoder-zoo'].highest).toBeCloseTo(0.7715, 4);
  expect(products?.shares['autoencoder-zoo'].lowest).toBeCloseTo(0.6172, 4);
  expect(products?.shares['pytorch eager'].highest).toBeCloseTo(0.3858, 4);
});
