import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { TuneformError } from '../kernel';
import { runChild } from './run-child';
import type { World } from './world';

export interface CdktfRequest {
  /** For the log file and for messages: `deploy-foundation`. */
  readonly name: string;
  readonly args: readonly string[];
  /** Settings of the stacks for this run only. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Each line as it comes, without the stack's name in front and without colour. */
  readonly onLine?: (line: string) => void;
}

/**
 * Runs the CDKTF CLI and resolves with its lines; everything it said is kept in a log file. A failure shows
 * Terraform's own errors, not a summary of them.
 */
export async function runCdktf(world: World, request: CdktfRequest): Promise<readonly string[]> {
  const lines: string[] = [];
  const code = await runChild({
    command: process.execPath,
    args: [require.resolve('cdktf-cli/bundle/bin/cdktf'), ...request.args],
    workingDirectory: world.project,
    env: { ...world.env, ...request.settings },
    signal: world.signal,
    onLine: (raw) => {
      const line = withoutStackName(stripVTControlCharacters(raw).trimEnd());
      lines.push(line);
      request.onLine?.(line);
    },
  }).finally(() => keepLog(world, request.name, lines));
  if (code === 0) return lines;
  throw new TuneformError(
    `cdktf ${request.args.join(' ')} ended with exit code ${String(code)}:\n${errorsIn(lines)}\nFull output: ${logFile(world, request.name)}`,
    { code: 'CDKTF_FAILED', summary: 'CDKTF Run Failed' },
  );
}

/** Where the output of a run is kept. */
export const logFile = (world: World, name: string): string => join(world.work, `${name}.log`);

function keepLog(world: World, name: string, lines: readonly string[]): void {
  mkdirSync(world.work, { recursive: true });
  writeFileSync(logFile(world, name), `${lines.join('\n')}\n`);
}

/** The CLI puts the stack's name before the first line of what Terraform said at once, and room for it before the rest. */
export function withoutStackName(line: string): string {
  return line.replace(/^(?:foundation|experiment| {10}) {2}/, '');
}

/** From Terraform's first error on; where it names none, the last lines. */
export function errorsIn(lines: readonly string[]): string {
  const first = lines.findIndex((line) => /^[│\s]*(Usage )?Error: /.test(line));
  return (first === -1 ? lines.slice(-15) : lines.slice(first, first + 40)).join('\n').trim();
}
