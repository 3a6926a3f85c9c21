/**
 * Returns what a refresh found changed: addresses of objects, and outputs that depend on them. Reads `terraform show
 * -json` of a plan made with `-refresh-only`. The exit status is unreliable: with `-detailed-exitcode`, Terraform 1.11
 * exits with 2 for any whole number, although it prints "No changes".
 * https://developer.hashicorp.com/terraform/internals/json-format#plan-representation
 */
export function refreshChanges(json: string): readonly string[] {
  const { resource_drift: drift = [], output_changes: outputs = {} } = JSON.parse(json) as {
    resource_drift?: readonly (Change & { readonly address: string })[];
    output_changes?: Readonly<Record<string, Change['change']>>;
  };
  return [
    ...drift.filter(({ change }) => changes(change)).map(({ address }) => address),
    ...Object.entries(outputs).flatMap(([name, change]) => (changes(change) ? [`output.${name}`] : [])),
  ];
}

interface Change {
  readonly change: { readonly actions: readonly string[] };
}

const changes = ({ actions }: Change['change']): boolean => actions.some((action) => action !== 'no-op');
