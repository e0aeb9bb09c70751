import { availableParallelism } from 'node:os';
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import { loadBinding } from './binding.js';
import { loadSessions } from './node.js';
import { messageOfRefusal } from './resultCopies.js';

const nodeSessions = await loadSessions();
const binding = await loadBinding();
const { InferenceSession } = binding;

// Tried out once, with a session of its own.
beforeAll(() => messageOfRefusal(binding));
afterEach(() => vi.restoreAllMocks());

it('computes light graphs on one thread, others on all cores, and any on as many as asked', async () => {
  const create = vi
    .spyOn(InferenceSession, 'create')
    .mockResolvedValue({} as Awaited<ReturnType<typeof InferenceSession.create>>);
  for (const options of [undefined, { light: true }, { light: true, threads: 3 }, { threads: 3 }]) {
    await nodeSessions.create(new Uint8Array(), options);
  }
  const threads = create.mock.calls.map(([, options]) => options?.intraOpNumThreads);
  expect(threads).toEqual([availableParallelism(), 1, 3, 3]);
});

it('has the processor in any case', () => {
  expect(nodeSessions.providers).toContain('cpu');
});
