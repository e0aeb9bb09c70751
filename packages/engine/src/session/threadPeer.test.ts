import { expect, it } from 'vitest';
import { GraphBuilder } from '../graph/builder.js';
import { encodeModel } from '../onnx/encode.js';
import { loadSessions } from './node.js';
import { threadPeer } from './threadPeer.js';

const nodeSessions = await loadSessions();

const io = { inputs: { x: { shape: [3] } }, outputs: { y: { shape: [3] } } };

function negation(): Uint8Array {
  const graph = new GraphBuilder();
  const x = graph.input('x', [3], 'float32');
  return encodeModel(graph.build({ y: graph.node('Neg', [x], [3], 'float32') }));
}

it('runs a graph again and again on what it is given', async () => {
  const peer = await threadPeer(negation(), io, { threads: 1 });
  const session = await nodeSessions.create(negation());
  const x = Float32Array.of(1, 2, 3);
  const inputs = { x: session.tensor('float32', x, [3]) };
  for (let run = 0; run < 3; run++) {
    x[0] = run;
    peer.start(inputs);
    x[0] = NaN; // It has been taken already.
    expect((await peer.finish())['y']).toEqual(Float32Array.of(-run, -2, -3));
  }
  await peer.release();
  await session.release();
});

it('says why it does not start', async () => {
  const load = threadPeer(Uint8Array.of(1, 2, 3), io, { threads: 1 });
  await expect(load).rejects.toThrow(/protobuf|model/i);
});
