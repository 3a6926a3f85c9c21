/**
 * Writes docs/reference/index.md and docs/reference/resources from the provider's schema.
 * Run after changing a schema or an example: `npm run docs:reference`.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { referencePages } from './reference/reference-pages';

async function main(): Promise<void> {
  for (const { path, text } of await referencePages()) {
    const file = join(__dirname, '..', path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    console.log(path);
  }
}

void main();
