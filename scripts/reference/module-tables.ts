import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(__dirname, '..', '..', 'terraform/tuning-experiment');

/** Returns the README of the HCL module with its tables made from `variables.tf` and `outputs.tf`. */
export function moduleReadme(): string {
  const readme = readFileSync(join(FOLDER, 'README.md'), 'utf8');
  const inputs = blocksOf('variable', 'variables.tf').map(({ name, text }) => [
    `\`${name}\``,
    /^ {2}description = "(.*)"$/m.exec(text)?.[1] ?? '',
    defaultOf(text),
  ]);
  const outputs = blocksOf('output', 'outputs.tf').map(({ name, text }) => [
    `\`${name}\``,
    /^ {2}description = "(.*)"$/m.exec(text)?.[1] ?? '',
  ]);
  return readme
    .replace(
      /(## Inputs\n\n)[\s\S]*?(?=\n## Outputs)/,
      `$1${table(['Name', 'What it is', 'Default'], inputs)}`,
    )
    .replace(/(## Outputs\n\n)[\s\S]*$/, `$1${table(['Name', 'What it is'], outputs)}`);
}

interface Block {
  readonly name: string;
  readonly text: string;
}

function blocksOf(kind: 'variable' | 'output', file: string): readonly Block[] {
  const text = readFileSync(join(FOLDER, file), 'utf8');
  return [...text.matchAll(new RegExp(`^${kind} "(\\w+)" \\{\\n([\\s\\S]*?)^\\}$`, 'gm'))].map(
    ([, name = '', body = '']) => ({ name, text: body }),
  );
}

function defaultOf(text: string): string {
  const [, value] = /^ {2}default\s+= (.*)$/m.exec(text) ?? [];
  return value === undefined ? 'required' : `\`${value}\``;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`;
  return line(head) + line(head.map(() => '---')) + rows.map(line).join('');
}
