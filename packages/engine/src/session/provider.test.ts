import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { afterAll, beforeAll, describe, expect, expectTypeOf, it } from 'vitest';
import type { EngineOptions } from '../engineOptions.js';
import { compileForward } from '../compileForward.js';
import { adam } from '../optimisers/adam.js';
import { compileStep } from '../step.js';
import { loadSessions } from './node.js';
import { PROVIDERS, ProviderError, type Provider } from './provider.js';
import type { SessionFactory } from './session.js';

const nodeSessions = await loadSessions();

let w: tf.Variable;
beforeAll(async () => {
  await tf.setBackend('cpu');
  w = tf.variable(tf.scalar(3));
});
afterAll(() => w.dispose());

const compileBoth = (options: EngineOptions) =>
  [
    () =>
      compileStep(
        () => ({ square: tf.square(w) }),
        [{ variables: [w], optimiser: adam() }],
        {},
        options,
      ),
    () => compileForward(() => ({ square: tf.square(w) }), [w], {}, options),
  ] as const;

describe('an execution provider', () => {
  it('that is not here is refused, with what is and what to do', async () => {
    const absent = PROVIDERS.filter((provider) => !nodeSessions.providers!.includes(provider));
    expect(absent.length).toBeGreaterThan(0);
    for (const provider of absent) {
      for (const compile of compileBoth({ provider })) {
        const error = await compile().catch((e: unknown) => e);
        expect(error).toBeInstanceOf(ProviderError);
        expect(error).toMatchObject({ provider, available: nodeSessions.providers });
        const message = `"${provider}" is not available here; available here: cpu`;
        expect(String(error)).toContain(message);
        expect(String(error)).toMatch(/ It runs on .*\.$/);
      }
    }
  });

  it('that does not start is refused with its reason', async () => {
    const sessions: SessionFactory = {
      providers: ['cpu', 'cuda', 'webgpu'],
      create: () => Promise.reject(new Error('No adapters\n    at somewhere')),
    };
    for (const compile of compileBoth({ provider: 'webgpu', sessions })) {
      await expect(compile()).rejects.toThrow(
        /"webgpu" does not start \(No adapters\); available here: cpu, cuda. It runs on/,
      );
    }
  });

  it('is the processor alone where sessions do not say', async () => {
    const sessions: SessionFactory = {
      create: (model, options) => nodeSessions.create(model, options),
    };
    await expect(compileBoth({ provider: 'dml', sessions })[1]()).rejects.toThrow(
      /"dml" is not available here; available here: cpu./,
    );
    const forward = await compileBoth({ provider: 'cpu', sessions })[1]();
    expect((await forward.run({})).square.data[0]).toBe(9);
    await forward.dispose();
  });

  it('reaches the sessions', async () => {
    const asked: unknown[] = [];
    const sessions: SessionFactory = {
      providers: ['cpu', 'coreml'],
      create(model, options) {
        asked.push(options?.provider);
        return nodeSessions.create(model);
      },
    };
    for (const compile of compileBoth({ provider: 'coreml', sessions })) {
      await (await compile()).dispose();
    }
    expect(asked).toEqual(['coreml', 'coreml']);
  });

  it('is one of a few names', async () => {
    // @ts-expect-error there is no such provider
    const options: EngineOptions = { provider: 'gpu' };
    await expect(compileBoth(options)[0]()).rejects.toThrow(
      /"provider": expected 'cpu', 'cuda', 'webgpu', 'dml' or 'coreml', but got "gpu"/,
    );
    expectTypeOf<Provider>().toEqualTypeOf<'cpu' | 'cuda' | 'webgpu' | 'dml' | 'coreml'>();
    // @ts-expect-error the update is in the graph or in WebAssembly
    await expect(compileBoth({ optimiserIn: 'cloud' })[0]()).rejects.toThrow(
      /"optimiserIn": expected 'graph' or 'wasm', but got "cloud"/,
    );
  });

  it('is not for the eager engine', async () => {
    for (const compile of compileBoth({ engine: 'eager', provider: 'cuda' })) {
      await expect(compile()).rejects.toThrow(
        /"cuda" belongs to the compiled engine; the eager one computes on a TF.js "backend"/,
      );
    }
  });
});
