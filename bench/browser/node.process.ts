// A contestant in a process of its own.
import { Contestant, type Question } from './contestant.js';

const contestant = new Contestant();
process.on('message', (question: Question) => {
  void contestant.answer(question).then((answer) => process.send!(answer));
});
