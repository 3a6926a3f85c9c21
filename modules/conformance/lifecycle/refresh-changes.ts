/**
 * What a refresh found to be other than it was stored: addresses of objects, and outputs that follow from them. Reads
 * `terraform show -json` of a plan made with `-refresh-only`, whose exit status cannot be relied on: with
 * `-detailed-exitcode` Terraform 1.11 answers 2 for any whole number, and says "No changes" in the same breath.
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
