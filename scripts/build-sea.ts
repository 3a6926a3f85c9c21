import { execFile } from 'node:child_process';
import { chmod, copyFile, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { version } from '../package.json';
import { providerProgram } from './build-provider';
import type { BuiltProvider } from './build-provider';

const ROOT = resolve(__dirname, '..');
const run = promisify(execFile);

/** The marker that Node looks for in its own file to find an embedded application. */
const FUSE = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2';
const RESOURCE = 'NODE_SEA_BLOB';

/**
 * Combines the provider and the Node that runs this script into one executable for this machine's platform,
 * `terraform-provider-tuneform_v<version>` (`.exe` on Windows), which runs on machines without Node. Throws if this
 * Node cannot embed an application. The file appears complete or not at all.
 *
 * @param directory folder for the file.
 * @default - `dist/sea`
 */
export async function buildSea(directory = join(ROOT, 'dist', 'sea')): Promise<BuiltProvider> {
  const work = await mkdtemp(join(tmpdir(), 'tuneform-sea-'));
  try {
    const blob = await makeBlob(await providerProgram(), work);
    const made = join(work, process.platform === 'win32' ? 'node.exe' : 'node');
    await copyFile(process.execPath, made);
    await chmod(made, 0o755);
    await inject(made, blob);

    const suffix = process.platform === 'win32' ? '.exe' : '';
    const executable = join(directory, `terraform-provider-tuneform_v${version}${suffix}`);
    await mkdir(directory, { recursive: true });
    // Write to another path first: a Terraform that is starting the old executable must not read a partly written one.
    await copyFile(made, `${executable}.new`);
    await rename(`${executable}.new`, executable);
    return { executable, version };
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Returns the program in the form that Node embeds, compiled in advance where possible. */
async function makeBlob(program: string, work: string): Promise<string> {
  const main = join(work, 'main.js');
  const blob = join(work, 'main.blob');
  const config = join(work, 'sea.json');
  await writeFile(main, program);
  await writeFile(
    config,
    JSON.stringify({ main, output: blob, disableExperimentalSEAWarning: true, useCodeCache: true }),
  );
  await run(process.execPath, ['--experimental-sea-config', config]);
  return blob;
}

async function inject(executable: string, blob: string): Promise<void> {
  if (!(await readFile(executable)).includes(FUSE)) {
    throw new Error(
      `${process.execPath} cannot embed an application: it was built without this feature, or has it in a shared ` +
        'library. Use the Node from nodejs.org.',
    );
  }
  const darwin = process.platform === 'darwin';
  // macOS runs only files with a valid signature, so replace the old signature by one of this machine.
  if (darwin) await run('codesign', ['--remove-signature', executable]);
  await run(process.execPath, [
    require.resolve('postject/dist/cli.js'),
    ...[executable, RESOURCE, blob, '--sentinel-fuse', FUSE],
    ...(darwin ? ['--macho-segment-name', 'NODE_SEA'] : []),
  ]);
  if (darwin) await run('codesign', ['--sign', '-', executable]);
}

if (require.main === module) {
  void buildSea().then(({ executable }) => console.log(executable));
}
