import { availableParallelism } from 'node:os';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { Session, SessionFactory } from './session.js';

/** ONNX Runtime in Node. Importing this module loads its binary, which some platforms do not have. */
export const nodeSessions: SessionFactory = {
  async create(model, { threads = availableParallelism(), spin = true } = {}): Promise<Session> {
    const session = await InferenceSession.create(model, {
      intraOpNumThreads: threads,
      executionMode: 'sequential',
      graphOptimizationLevel: 'all',
      logSeverityLevel: 3,
      extra: { session: { intra_op: { allow_spinning: spin ? '1' : '0' } } },
    });
    return {
      tensor: (dtype, data, shape) => new Tensor(dtype, data, shape),
      async run(inputs, outputs) {
        // Results go into the memory of `outputs`.
        await session.run(inputs, outputs);
      },
      release: () => session.release(),
    };
  },
};
