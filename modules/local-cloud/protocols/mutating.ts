const READING =
  /^(Get|List|Describe|Head|Filter|Search|Batch(Get|Check)|Simulate|Invoke|Lookup|Assume|Pull|Ping)/;

/** Whether an operation of this name changes something. AWS names operations by their verb. */
export function isMutating(operation: string): boolean {
  return operation !== 'unknown' && !READING.test(operation);
}
