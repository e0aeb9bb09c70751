// A contestant in a Web Worker: the zoo on onnxruntime-web.
import { Contestant, type Question } from './contestant.js';

const contestant = new Contestant();
onmessage = ({ data }: MessageEvent<Question>) => {
  void contestant.answer(data).then((answer) => postMessage(answer));
};
