// Prints the counts of a JSON report of Vitest as one line; nothing without a report.
//
//   node scripts/test-counts.mjs report.json
import { readFile } from 'node:fs/promises';

const text = await readFile(process.argv[2], 'utf8').catch(() => '');
if (text !== '') {
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = JSON.parse(text);
  const skipped = numPendingTests + numTodoTests;
  console.log(`Tests: ${numPassedTests} passed, ${numFailedTests} failed, ${skipped} skipped`);
}
