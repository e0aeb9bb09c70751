/** Of the same size each time. */
const count = 60_000;

/**
 * Milliseconds of a fixed piece of JavaScript: objects, maps, strings and sorting, as in tracing.
 * First steps are told by it, so that a slower machine does not look like slower code.
 */
export function yardstick(): number {
  const start = performance.now();
  const nodes = Array.from({ length: count }, (_, i) => ({
    name: `node${(i * 7919) % count}`,
    inputs: [i, i >> 1],
  }));
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const names = [...byName.keys()].sort();
  const text = JSON.stringify(names.map((name) => byName.get(name)));
  if (text.length < count) throw new Error('expected all nodes in the text');
  return performance.now() - start;
}
