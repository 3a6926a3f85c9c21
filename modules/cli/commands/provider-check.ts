import { resolve } from 'node:path';
import { checkLifecycle, checkProcess, checkSchema, readSteps } from '../../conformance';
import type { Finding, Lifecycle } from '../../conformance';
import { TuneformError } from '../../kernel';
import { addressInSteps } from '../provider/address-in-steps';
import { renderFindings } from '../provider/render-findings';
import { terraformCommand } from '../provider/terraform-command';
import { printJson } from '../terminal/print-json';
import type { Terminal } from '../terminal/terminal';
import type { ProviderCheckFlags } from './flags';

/**
 * `tuneform provider check FILE`: checks a built provider. Prints each group of checks as it finishes, and throws
 * `PROVIDER_CHECK_FAILED` at the end if a check failed.
 */
export async function providerCheck(
  file: string,
  flags: ProviderCheckFlags,
  terminal: Terminal,
): Promise<void> {
  const executable = resolve(terminal.workingDirectory, file);
  // Report mistakes in the steps before the slow checks.
  const life =
    flags.config === undefined ? undefined : lifeOf(executable, { ...flags, config: flags.config }, terminal);
  const found: Finding[] = [];
  const add = (findings: readonly Finding[]): void => {
    found.push(...findings);
    if (flags.json !== true) terminal.data(renderFindings(findings, terminal.dataStyle));
  };
  add(await checkProcess(executable));
  add(await checkSchema(executable));
  if (life !== undefined) add(await checkLifecycle(life));
  const failures = found.filter(({ ok }) => !ok).length;
  if (flags.json === true) printJson(terminal, { ok: failures === 0, findings: found });
  if (failures > 0) {
    throw new TuneformError(
      `${String(failures)} of ${String(found.length)} checks of ${executable} failed. Each failed check says what to do.`,
      { code: 'PROVIDER_CHECK_FAILED', summary: 'Provider Check Failed' },
    );
  }
  terminal.say(terminal.style.good(`All ${String(found.length)} checks passed.`));
}

function lifeOf(
  executable: string,
  flags: ProviderCheckFlags & { readonly config: string },
  terminal: Terminal,
): Lifecycle {
  const steps = readSteps(resolve(terminal.workingDirectory, flags.config));
  return {
    executable,
    steps,
    address: flags.address ?? addressInSteps(executable, steps),
    terraform: terraformCommand(flags.terraform, terminal),
  };
}
