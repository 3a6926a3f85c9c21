const TRACEBACK = 'Traceback (most recent call last)';
const TROUBLE =
  /\berror\b|exception|fail|fatal|denied|not found|no such|cannot|could not|unable|invalid|unrecognized|usage:/i;
const LONGEST = 240;

/**
 * Returns the line of a program's output that tells best why it failed: of a Python traceback the line that names the exception, else
 * the first that sounds like trouble, else the last.
 */
export function errorLine(output: readonly string[]): string | undefined {
  const lines = output.filter((line) => line.trim() !== '' && !line.startsWith('Local cloud:'));
  const line = exceptionLine(lines) ?? lines.find((one) => TROUBLE.test(one)) ?? lines.at(-1);
  if (line === undefined) return undefined;
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}

function exceptionLine(lines: readonly string[]): string | undefined {
  const at = lines.findIndex((line) => line.startsWith(TRACEBACK));
  return at < 0 ? undefined : lines.slice(at + 1).find((line) => /^[A-Za-z_]/.test(line));
}
