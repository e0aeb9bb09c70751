// Saves two models in turn to one folder until it is told to stop: folder.
import { tornModel } from '../disk/tornModel.js';

const [folder] = process.argv.slice(2);
const models = [1, 2].map(tornModel);
let going = true;
process.on('SIGTERM', () => (going = false));
let saves = 0;
while (going) {
  await models[saves % 2].save(folder);
  if (saves++ === 0) console.log('saving');
}
console.log(saves);
