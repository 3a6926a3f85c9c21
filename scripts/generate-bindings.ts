/** Writes the construct bindings from the provider's schemas. Run after changing a schema: `npm run bindings`. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bindingFiles } from './bindings/binding-files';

async function main(): Promise<void> {
  for (const { path, text } of await bindingFiles()) {
    writeFileSync(join(__dirname, '..', path), text);
    console.log(path);
  }
}

void main();
