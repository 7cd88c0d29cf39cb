// How many tests a run passed and failed, from Vitest's JSON report.

export interface Results {
  numPassedTests: number; numFailedTests: number; numPendingTests: number; numTodoTests: number;
  testResults: { name: string; status: string; message: string; assertionResults: { status: string }[] }[];
}

export interface Count { passed: number; failed: number; skipped: number }

/** A file that failed before its first test, and a run that failed without a failed test, each count as one failure. */
export function countOf(results: Results | undefined, exitCode: number): Count {
  if (!results) return { passed: 0, failed: 1, skipped: 0 };
  const broken = results.testResults.filter((file) => file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed')).length;
  const failed = results.numFailedTests + broken;
  return { passed: results.numPassedTests, failed: failed === 0 && exitCode !== 0 ? 1 : failed, skipped: results.numPendingTests + results.numTodoTests };
}
