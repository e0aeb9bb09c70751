/** The options are those of the LSTM. */
export { cases } from './lstm.cases.js';
