import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { writeExecutable } from '../../modules/bundle';
import { bundled } from './bundled';
import { writeManifest } from './manifest';
import { CLI_PACKAGE, ROOT } from './packages';

const CONSTRAINTS = join(ROOT, 'modules/local-cloud/constraints');

/** Sources that say where they are, and how the bundle answers: one that is not here stops the build. */
const PLACED: Readonly<Record<string, string>> = {
  'modules/bundle/write-executable.ts': 'lib/starter.ts is there',
  'modules/cli/local/start.ts': 'bin/tuneform.js is there',
  'modules/delivery/package-folder.ts': 'package.json is above it',
  'modules/local-cloud/constraints/constraint-table.ts': 'lib/<service>.json are there',
};

/**
 * Writes the package of the command, one executable file with all its code but the store and the bundler, and returns the sources
 * that are in it.
 */
export async function writeCliPackage(folder: string): Promise<readonly string[]> {
  const lib = join(folder, 'lib');
  mkdirSync(lib, { recursive: true });
  const program = await bundled('modules/cli/bin/run.ts');
  requirePlaced(program.inputs);
  await writeExecutable(join(lib, 'tuneform'), program.text);

  mkdirSync(join(folder, 'bin'), { recursive: true });
  writeFileSync(join(folder, 'bin', 'tuneform.js'), COMMAND, { mode: 0o755 });
  for (const table of readdirSync(CONSTRAINTS).filter((file) => file.endsWith('.json'))) {
    copyFileSync(join(CONSTRAINTS, table), join(lib, table));
  }
  // `tuneform provider build` bundles it into what it builds; it is JavaScript, which is TypeScript too.
  writeFileSync(join(lib, 'starter.ts'), (await bundled('modules/bundle/starter.ts')).text);
  const { name, node, dependencies, optionalPeers } = CLI_PACKAGE;
  writeManifest(folder, {
    name,
    description:
      'The tuneform command: a local cloud that runs SageMaker experiments, and tools for reviewers.',
    bin: { tuneform: './bin/tuneform.js' },
    engines: { node },
    dependencies,
    peerDependencies: optionalPeers,
    peerDependenciesMeta: Object.fromEntries(
      Object.keys(optionalPeers).map((peer) => [peer, { optional: true }]),
    ),
  });
  return program.inputs;
}

const COMMAND = `#!/usr/bin/env node
'use strict';

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
require('../lib/tuneform');
`;

function requirePlaced(inputs: readonly string[]): void {
  const lost = inputs.filter(
    (path) =>
      path.startsWith('modules/') &&
      path.endsWith('.ts') &&
      !(path in PLACED) &&
      /[(=] ?__dirname\b/.test(readFileSync(join(ROOT, path), 'utf8')),
  );
  if (lost.length === 0) return;
  throw new Error(
    `${lost.join(', ')}: __dirname means another folder in the packed command. Put the files that it looks for into ` +
      `the package, and name the source in ${relative(ROOT, __filename)}.`,
  );
}
