import type { RunStep } from '../../run-steps';

/** Returns a shell script that carries the steps out, one after the other, and ends with the exit code of the first that fails. */
export function buildScript(
  steps: readonly RunStep[],
  environment: Readonly<Record<string, string>>,
): string {
  return steps.map((step) => carryOut(step, environment)).join('\n');
}

function carryOut(step: RunStep, environment: Readonly<Record<string, string>>): string {
  const variables = Object.entries({ ...environment, ...step.environment });
  const words = [...variables.map(([name, value]) => `${name}=${value}`), ...step.command].map(quoted);
  return [
    `echo ${quoted(`${MARK}${step.instruction}`)}`,
    `mkdir -p ${quoted(step.workingDirectory)} && cd ${quoted(step.workingDirectory)} || exit 1`,
    `/usr/bin/env -i ${words.join(' ')} </dev/null || exit $?`,
  ].join('\n');
}

/** Begins a line that names the step which begins. */
export const MARK = 'Local cloud: ';

const quoted = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`;
