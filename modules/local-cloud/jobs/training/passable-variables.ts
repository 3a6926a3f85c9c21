/** The longest a variable with its name may be (Linux, `MAX_ARG_STRLEN`), with its closing NUL. */
const LONGEST = 128 * 1024 - 1;

/**
 * The variables that a process can be started with: text with a NUL character, or too long, cannot be one. Hyperparameters
 * may be such text; the container reads those in its configuration files, which hold them whole.
 */
export function passableVariables(
  variables: Readonly<Record<string, string>>,
  report: (line: string) => void,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(variables).filter(([name, value]) => {
      const nul = value.includes('\0');
      const passable = !nul && Buffer.byteLength(name) + Buffer.byteLength(value) + 1 <= LONGEST;
      if (!passable) {
        const why = nul ? 'contains a NUL character' : 'is too long for a variable';
        report(`Local cloud: ${name} is not set, because its value ${why}.`);
      }
      return passable;
    }),
  );
}
