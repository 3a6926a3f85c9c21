/** The value of an environment variable. An empty one counts as absent, as it does for the constructs. */
export function environmentVariable(env: NodeJS.ProcessEnv, name: string): string | undefined {
  const value = env[name];
  return value === '' ? undefined : value;
}
