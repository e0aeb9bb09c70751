// A contestant in a Web Worker: the same models on TensorFlow.js' own WebAssembly backend.
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { ready, setBackend } from '@tensorflow/tfjs-core';
import { Contestant, type Question } from './contestant.js';

setWasmPaths('./');
const loaded = setBackend('wasm').then(ready);
const contestant = new Contestant();
onmessage = ({ data }: MessageEvent<Question>) => {
  void loaded.then(() => contestant.answer(data)).then((answer) => postMessage(answer));
};
