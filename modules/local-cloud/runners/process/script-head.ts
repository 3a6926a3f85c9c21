import { closeSync, openSync, readSync } from 'node:fs';

/** The beginning of an executable file, as the kernel reads it. */
export type ScriptHead =
  /** `argument`: everything after the interpreter is one argument (execve(2), "Interpreter scripts"). */
  | { readonly kind: 'script'; readonly interpreter: string; readonly argument?: string }
  | { readonly kind: 'binary' }
  | { readonly kind: 'unfit'; readonly why: string; readonly advice: string };

/** The part of a script's first line that Linux reads. */
const HEAD_BYTES = 256;
const BYTE_ORDER_MARK = '\u00EF\u00BB\u00BF';
/** ELF, and the forms of Mach-O. */
const BINARY = /^(\u007FELF|[\u00CA\u00CE\u00CF\u00FE][\u00FA\u00FE\u00ED])/;

/**
 * Reads the first line as Linux does, so that what fails in a container fails here too. Shells and `execvp` are more
 * lenient: they run a file without `#!` as a shell script.
 */
export function readScriptHead(file: string): ScriptHead {
  const head = firstBytes(file);
  if (head.startsWith('#!')) return readLine(head.slice(2).split('\n', 1)[0] ?? '');
  if (BINARY.test(head)) return { kind: 'binary' };
  if (head.startsWith(`${BYTE_ORDER_MARK}#!`)) {
    const why = 'a byte order mark precedes its #!';
    return { kind: 'unfit', why, advice: 'Save it as UTF-8 without a byte order mark.' };
  }
  return {
    kind: 'unfit',
    why: 'it has no #! line',
    advice: 'Begin it with its interpreter, for instance #!/usr/bin/env python3 or #!/bin/sh.',
  };
}

function readLine(line: string): ScriptHead {
  const [, interpreter = '', rest = ''] = /^[ \t]*([^ \t]*)(.*)$/s.exec(line) ?? [];
  if (interpreter === '' || interpreter === '\r') {
    const advice = 'Name the interpreter after #!, for instance #!/bin/sh.';
    return { kind: 'unfit', why: 'its #! line names no interpreter', advice };
  }
  const argument = rest.replaceAll(/^[ \t]+|[ \t]+$/g, '');
  return { kind: 'script', interpreter, ...(argument === '' ? {} : { argument }) };
}

function firstBytes(file: string): string {
  const head = Buffer.alloc(HEAD_BYTES);
  const descriptor = openSync(file, 'r');
  try {
    return head.toString('latin1', 0, readSync(descriptor, head, 0, head.length, 0));
  } finally {
    closeSync(descriptor);
  }
}
