const LONGEST = 100;

/** Returns a summary with its subject: Terraform folds warnings of one summary into one and shows only the first. */
export function summaryOf(summary: string, subject: string): string {
  const text = `${summary}: ${subject}`;
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`;
}

/** Returns the name of a definition's part, as in `churn` or `churn, channel train`. */
export const subjectOf = (...names: readonly string[]): string =>
  names.filter((name) => name !== '').join(', ');
