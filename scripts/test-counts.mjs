// Prints the counts of JSON reports of Vitest, added up, as one line; nothing without a report.
//
//   node scripts/test-counts.mjs units.json whole.json
import { readFile } from 'node:fs/promises';

const texts = await Promise.all(
  process.argv.slice(2).map((file) => readFile(file, 'utf8').catch(() => '')),
);
const reports = texts.filter((text) => text !== '').map((text) => JSON.parse(text));
if (reports.length > 0) {
  const sum = (count) => reports.reduce((total, report) => total + count(report), 0);
  const passed = sum(({ numPassedTests }) => numPassedTests);
  const failed = sum(({ numFailedTests }) => numFailedTests);
  const skipped = sum(({ numPendingTests, numTodoTests }) => numPendingTests + numTodoTests);
  console.log(`Tests: ${passed} passed, ${failed} failed, ${skipped} skipped`);
}
