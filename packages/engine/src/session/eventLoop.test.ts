import { expect, it } from 'vitest';
import { turnOfEventLoop } from './eventLoop.js';

// Unlike browsers, Node may deliver the messages of one channel in a row, before it looks at timers.
it('lets timers come in while a loop computes, and seldom', { retry: 3 }, async () => {
  let turns = 0;
  const timer = setInterval(() => turns++);
  const start = performance.now();
  let rounds = 0;
  while (performance.now() - start < 100) {
    await Promise.all([turnOfEventLoop(), turnOfEventLoop()]);
    rounds++;
  }
  clearInterval(timer);
  expect(turns).toBeGreaterThan(0);
  expect(turns).toBeLessThanOrEqual(12);
  expect(rounds).toBeGreaterThan(100);
});
