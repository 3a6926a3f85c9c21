import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from '../../../kernel';
import { inheritedEnvironment, runProgram } from '../../../machine';
import { findHostPython } from '../process/host-python';
import { removeFolder } from '../remove-folder';
import { layOutRoot } from './container-root';
import { OwnNetworks } from './network/own-network';
import { SETUP_LOG, setupScript } from './setup-script';
import { FILES_AND_PROCESSES, TOOLS } from './unshare';

/** What brings the rung to a Linux machine that lacks it. */
const REMEDY =
  'It needs unshare (package util-linux), Python 3 and a kernel of 5.11 or later that allows user namespaces: ' +
  'sysctl kernel.unprivileged_userns_clone=1 on Debian, kernel.apparmor_restrict_unprivileged_userns=0 on Ubuntu.';

/**
 * Returns why this machine cannot run containers in namespaces; undefined if it can. It makes one in the runner's own folder, because whether it
 * works depends on the kernel, its settings, a container around this process and the folder's file system.
 */
export async function whyNoNamespaces(directory: string): Promise<string | undefined> {
  if (process.platform !== 'linux') return 'Namespaces are a feature of Linux.';
  const folder = join(directory, `probe-${String(process.pid)}`);
  try {
    const why = await tryOne(folder);
    return why === undefined ? undefined : `${why.replace(/[.\s]*$/, '.')} ${REMEDY}`;
  } finally {
    await removeFolder(folder);
  }
}

async function tryOne(folder: string): Promise<string | undefined> {
  const [root, scratch, mlDirectory] = ['image', 'scratch', 'ml'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  for (const made of [join(root, 'usr', 'probe'), scratch, mlDirectory]) {
    await mkdir(made, { recursive: true });
  }
  const config = { entrypoint: [], command: [], environment: {}, workingDirectory: '/usr/probe' };
  const image = { digest: '', root, config };
  const asked = { image, complete: false, python: undefined, programs: new Map<string, string>() };
  const script = setupScript(await layOutRoot({ ...asked, scratch, mlDirectory }));
  const env = inheritedEnvironment(process.env, 'tool');
  const networks = new OwnNetworks(folder);
  const said = await findHostPython()
    .then(async ({ executable }) => {
      const { around } = await networks.make(executable, { serves: false, reaches: [] });
      const [file = '', ...args] = around([
        'unshare',
        ...FILES_AND_PROCESSES,
        'sh',
        '-c',
        script,
        'setup',
        '/bin/pwd',
      ]);
      const path = [env['PATH'] ?? '', ...TOOLS].join(':');
      return runProgram({ file, args, directory: scratch, env: { ...env, PATH: path }, ownGroup: true });
    })
    .catch((error: unknown) => messageOf(error));
  networks.close();
  if (typeof said === 'string') return said;
  if (said.exitCode === 0 && said.stdout.trim() === '/usr/probe') return undefined;
  const log = await readFile(join(scratch, SETUP_LOG), 'utf8').catch(() => '');
  return [said.output, log].join('').trim() || `A container ended with exit code ${String(said.exitCode)}.`;
}
