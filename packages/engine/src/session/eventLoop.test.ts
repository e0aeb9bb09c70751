import { expect, it } from 'vitest';
import { turnOfEventLoop } from './eventLoop.js';

it('lets timers come in while a loop computes, and seldom', async () => {
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
