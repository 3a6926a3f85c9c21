import type { Terminal } from './terminal';

/** Prints data as indented JSON to stdout. */
export function printJson(terminal: Terminal, value: unknown): void {
  terminal.data(JSON.stringify(value, undefined, 2));
}
