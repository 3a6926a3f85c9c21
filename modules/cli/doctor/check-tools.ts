import { failing, fine, noted } from './check';
import type { Check } from './check';

/** What the command that runs stacks says of itself. */
export type SeenTerraform =
  | { readonly kind: 'found'; readonly command: string; readonly product: string; readonly version: string }
  /** `other`: a command of the same kind that is there. */
  | { readonly kind: 'missing'; readonly command: string; readonly other?: string }
  | { readonly kind: 'unreadable'; readonly command: string; readonly output: string };

const TERRAFORM = { id: 'terraform', title: 'Terraform' };
const OLDEST: Readonly<Record<string, string>> = { Terraform: '1.5.0', OpenTofu: '1.6.0' };
const INSTALL = 'install Terraform 1.5 or newer, or OpenTofu 1.6 or newer';

export function checkTerraform(seen: SeenTerraform): Check {
  if (seen.kind === 'missing') {
    const { command, other } = seen;
    return failing(
      TERRAFORM,
      `no command ${command}`,
      other === undefined
        ? `${INSTALL}, and set TERRAFORM_BINARY_NAME if its command has another name`
        : `${other} is there: set TERRAFORM_BINARY_NAME=${other}`,
    );
  }
  if (seen.kind === 'unreadable') {
    return failing(TERRAFORM, `${seen.command} does not say its version: ${seen.output}`, INSTALL);
  }
  const { command, product, version } = seen;
  const oldest = OLDEST[product] ?? '1.5.0';
  const is = { ...TERRAFORM, title: product };
  if (isOlder(version, oldest)) return failing(is, `${version}, older than ${oldest} (${command})`, INSTALL);
  return fine(is, `${version} (${command})`);
}

const NODE = { id: 'node', title: 'Node' };
const OLDEST_NODE = '20.19.0';

/** The provider in a stack is a script, which runs with the `node` of the PATH and not with this process's. */
export function checkNode(own: string, onPath: string | undefined): Check {
  const remedy = `put Node ${OLDEST_NODE} or newer on the PATH: Terraform starts the provider with it`;
  if (onPath === undefined) {
    return failing(NODE, `${own} runs this command, but the PATH has no node`, remedy);
  }
  if (isOlder(onPath, OLDEST_NODE)) return failing(NODE, `${onPath}, older than ${OLDEST_NODE}`, remedy);
  if (onPath !== own) {
    return noted(
      NODE,
      `${onPath} on the PATH, while ${own} runs this command`,
      'use one of them, so that what works here works there',
    );
  }
  return fine(NODE, own);
}

/** Compares the numbers of two versions; a prerelease counts as its release. */
export function isOlder(version: string, than: string): boolean {
  const numbers = (text: string) => text.split(/[-+]/)[0]?.split('.').map(Number) ?? [];
  const [a, b] = [numbers(version), numbers(than)];
  const at = b.findIndex((number, index) => (a[index] ?? 0) !== number);
  return at >= 0 && (a[at] ?? 0) < (b[at] ?? 0);
}
