import { existsSync } from 'node:fs';
import { basename, delimiter, join } from 'node:path';

/**
 * Whether a stack will be run with OpenTofu: `TERRAFORM_BINARY_NAME`, the variable that CDKTF's own command line
 * reads, names it; or it is not set, and PATH has `tofu` and no `terraform`.
 */
export function runsOpenTofu(env: Readonly<Record<string, string | undefined>>): boolean {
  const named = env['TERRAFORM_BINARY_NAME'];
  if (named !== undefined && named !== '') return basename(named).startsWith('tofu');
  const folders = (env['PATH'] ?? '').split(delimiter);
  const holds = (name: string): boolean => folders.some((folder) => existsSync(join(folder, name)));
  return holds('tofu') && !holds('terraform');
}
