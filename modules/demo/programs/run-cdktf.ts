import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { TuneformError } from '../../kernel';
import type { World } from '../world';

export interface CdktfRequest {
  /** Name for the log file and messages: `deploy-foundation`. */
  readonly name: string;
  readonly args: readonly string[];
  /** How many further processes of the CLI to load meanwhile, for the runs after this one. */
  readonly loadAhead?: number;
  /** Receives each line as it arrives, without the stack's name in front and without colour. */
  readonly onLine?: (line: string) => void;
}

/**
 * Runs the CDKTF CLI and resolves with its lines; a log file keeps all its output. A failure shows Terraform's own
 * errors instead of a summary.
 */
export async function runCdktf(world: World, request: CdktfRequest): Promise<readonly string[]> {
  const lines: string[] = [];
  await world.awsProvider.start();
  const run = world.cdktf.run({
    args: request.args,
    env: world.awsProvider.environment,
    onLine: (raw) => {
      const line = withoutStackName(stripVTControlCharacters(raw).trimEnd(), world.deployment.stacks);
      lines.push(line);
      request.onLine?.(line);
    },
  });
  world.cdktf.load(request.loadAhead ?? 0);
  const code = await run.finally(() => keepLog(world, request.name, lines));
  if (code === 0) return lines;
  throw new TuneformError(
    `cdktf ${request.args.join(' ')} ended with exit code ${String(code)}:\n${errorsIn(lines)}\nThe full output is in ${logFile(world, request.name)}. Correct the cause, and run the command again; it continues.`,
    { code: 'CDKTF_FAILED', summary: 'CDKTF Run Failed' },
  );
}

/** Returns the path of a run's log file. */
export const logFile = (world: World, name: string): string => join(world.work, `${name}.log`);

function keepLog(world: World, name: string, lines: readonly string[]): void {
  mkdirSync(world.work, { recursive: true });
  writeFileSync(logFile(world, name), `${lines.join('\n')}\n`);
}

/**
 * The CLI prefixes the first line of each piece of Terraform's output with the stack's name, and the others with
 * spaces.
 */
export function withoutStackName(line: string, stacks: readonly string[]): string {
  const width = Math.max(...stacks.map((stack) => stack.length));
  const name = stacks.find((stack) => line.startsWith(stack.padEnd(width + GAP))) ?? '';
  return line.startsWith(name.padEnd(width + GAP)) ? line.slice(width + GAP) : line;
}

/** Spaces between a stack's name and a line. */
const GAP = 2;

/** Returns the lines from Terraform's first error on; without an error, the last lines. */
export function errorsIn(lines: readonly string[]): string {
  const first = lines.findIndex((line) => /^[│\s]*(Usage )?Error: /.test(line));
  return (first === -1 ? lines.slice(-15) : lines.slice(first, first + 40)).join('\n').trim();
}
