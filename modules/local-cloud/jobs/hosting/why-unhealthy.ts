import { TuneformError } from '../../../kernel';
import { folderHint, namesPort, PORT_HINT } from '../../runners/process/plain-process-hints';
import type { ContainerExit, Runner } from '../../runners/runner';
import { outOfMemory } from '../../served-members/memory-limit';
import type { DeployedVariant } from './endpoint-record';

/** Short enough for a hint after it to fit into a FailureReason. */
const LONGEST_DETAIL = 500;

/** How a server ended, with what it said last. */
export function serverEnd(exit: ContainerExit, variant: DeployedVariant, said: string): string {
  const code = `the server ended with exit code ${String(exit.exitCode)}`;
  return exit.outOfMemory === true
    ? `${code}: ${outOfMemory(variant.instanceType)}`
    : `${code}: ${exit.startError ?? said}`;
}

/**
 * Returns what this machine could not give the server, if the detail suggests it.
 *
 * @param silence Why nothing answered, if the server still ran.
 */
export function serverHint(detail: string, runner: Runner, silence: string | undefined): string | undefined {
  const folder = runner.isolated ? undefined : folderHint(detail);
  const port = !runner.ownNetworks && namesPort(detail) ? PORT_HINT : undefined;
  return folder ?? silence ?? port;
}

/** The error of a server that does not come into service, in SageMaker's words, with the detail and the hint. */
export function unhealthy(variant: DeployedVariant, detail: string, hint: string | undefined): TuneformError {
  const why = hint === undefined ? detail : `${detail.slice(0, LONGEST_DETAIL)}. ${hint}`;
  return new TuneformError(
    `The primary container for production variant ${variant.name} did not pass the ping health check. Please check CloudWatch logs for this endpoint. (${why})`,
    { code: 'MODEL_SERVER_UNHEALTHY', summary: 'Model Server Not Healthy' },
  );
}
