import type { Terminal } from './terminal';

/** Data as JSON on stdout, indented: `jq` does not mind and people can read it. */
export function printJson(terminal: Terminal, value: unknown): void {
  terminal.data(JSON.stringify(value, undefined, 2));
}
