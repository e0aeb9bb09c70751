export { fetchFromFolder as readFromFolder } from '../fetched.js';
