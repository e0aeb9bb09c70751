import { expect, it } from 'vitest';
import { atLeast, atMost, between, onEverySeed, within } from './bound.js';

it.each([
  [within(105.6, 0.5), [105.1, 106.1], true],
  [within(105.6, 0.5), [106, 106.3], false],
  [between(1, 2), [0.5, 1.7], true],
  [between(1, 2), [2.1], false],
  [atMost(3), [2, 4], true],
  [atMost(3), [3.01], false],
  [atLeast(0.98), [0.97, 0.99], true],
  [atLeast(0.98), [0.979], false],
  [onEverySeed(atLeast(5)), [5, 9], true],
  [onEverySeed(atLeast(5)), [4.9, 9], false],
])('$0.words: $1 gives $2', (bound, values, kept) => {
  expect(bound.holds(values)).toBe(kept);
});

it('keeps its very edges', () => {
  expect(within(105.6, 0.5).holds([105.1])).toBe(true);
  expect(within(0.1, 0.2).holds([0.3])).toBe(true);
});

it('says in words what it asks for', () => {
  const words = [within(1.3, 0.15), atMost(3), onEverySeed(atLeast(0))].map((b) => b.words);
  expect(words).toEqual(['1.3 ± 0.15', 'at most 3', 'at least 0 on every seed']);
});
