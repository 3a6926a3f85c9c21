import { InvalidArgumentError } from 'commander';
import type { Command } from 'commander';

/** Parses a TCP port, 0 for any free port. */
export function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) {
    throw new InvalidArgumentError('A port is a number from 0 to 65535.');
  }
  return port;
}

/** Parses a whole number of at least 1. */
export function parseCount(text: string): number {
  const count = Number(text);
  if (!/^\d+$/.test(text) || count < 1) throw new InvalidArgumentError('Give a whole number of 1 or more.');
  return count;
}

/** Parses whole seconds, 0 or more. */
export function parseSeconds(text: string): number {
  if (!/^\d{1,7}$/.test(text)) throw new InvalidArgumentError('Give whole seconds, 0 or more.');
  return Number(text);
}

/** The value of a quota. */
export function parseQuota(text: string): number {
  if (!/^\d{1,7}$/.test(text)) throw new InvalidArgumentError('Give a whole number, from 0 to 9999999.');
  return Number(text);
}

/** Adds the options that choose the target, and `--json`. */
export function targetOptions(command: Command): Command {
  return command
    .option('--target <where>', 'local or aws (default: $TUNEFORM_TARGET, else local)')
    .option('--endpoint <url>', 'URL of the local cloud (default: the running one of this project)')
    .option('--region <name>', 'AWS region (default: $AWS_REGION, else us-east-1)')
    .option('--json', 'print the result as JSON');
}

/** Returns the section `Examples:` of a command's help. */
export function examples(...lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => `  $ ${line}`).join('\n')}`;
}
