/** Maximum length of a variable with its name (Linux, `MAX_ARG_STRLEN`), including its closing NUL. */
const LONGEST = 128 * 1024 - 1;

/**
 * Returns the variables with which a process can be started: text with a NUL character, or too long, is not possible.
 * Hyperparameters may be such text; the container reads them in its configuration files, which contain them whole.
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
