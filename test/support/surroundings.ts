import { mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Folder of programs, below a test file's temporary folder, that hide those of the machine. */
export const HIDING = 'hiding';

/** Programs that may be installed on the machine but that no test has requested. */
const HIDDEN_PROGRAMS = ['buildah', 'podman', 'docker'];

/** Settings of programs that tests start. What says where to install from is the machine's and stays. */
const SETTINGS =
  /^(?:AWS|TF|TUNEFORM|SM|PIP|PYTHON|DOCKER|BUILDX?|BUILDAH|CONTAINERS?|STORAGE|REGISTRY)_|^(?:NODE_OPTIONS|NODE_PATH|PYTHONPATH|PYTHONHOME|PYTHONSTARTUP)$/;
const KEPT: ReadonlySet<string> = new Set([
  'AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED',
  'TF_CLI_CONFIG_FILE',
  'TF_PLUGIN_CACHE_DIR',
  'PIP_CACHE_DIR',
  'PIP_CERT',
  'PIP_CONFIG_FILE',
  'PIP_DEFAULT_TIMEOUT',
  'PIP_DISABLE_PIP_VERSION_CHECK',
  'PIP_EXTRA_INDEX_URL',
  'PIP_FIND_LINKS',
  'PIP_INDEX_URL',
  'PIP_NO_INDEX',
  'PIP_PROXY',
  'PIP_TRUSTED_HOST',
]);

const LOOPBACK = ['127.0.0.1', 'localhost', '::1'];

/**
 * The environment of a test: nothing that a person has set or installed for other purposes changes a result. A test that
 * wants a builder, a profile or a proxy brings its own; the machine's programs are found through `OUTER_PATH`.
 */
export function surroundings(outer: NodeJS.ProcessEnv, folder: string): NodeJS.ProcessEnv {
  const env = Object.fromEntries(
    Object.entries(outer).filter(([name]) => KEPT.has(name) || !SETTINGS.test(name)),
  );
  for (const name of ['NO_PROXY', 'no_proxy']) {
    env[name] = [...new Set([...LOOPBACK, ...(outer[name] ?? '').split(',').filter(Boolean)])].join(',');
  }
  return {
    // Terraform and the AWS provider exchange schemas of many megabytes and spend a fifth of their time collecting garbage.
    GOGC: '400',
    ...env,
    // Names of missing files, so that no user's profiles are read.
    AWS_CONFIG_FILE: join(folder, 'no-aws-configuration'),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, 'no-aws-credentials'),
    AWS_EC2_METADATA_DISABLED: 'true',
    OUTER_PATH: outer['PATH'] ?? '',
    PATH: [hidingFolder(folder), outer['PATH'] ?? ''].join(delimiter),
  };
}

function hidingFolder(folder: string): string {
  const hiding = join(folder, HIDING);
  mkdirSync(hiding);
  for (const name of HIDDEN_PROGRAMS) {
    const script = `#!/bin/sh\necho "no test has asked for this machine's ${name}" >&2\nexit 127\n`;
    writeFileSync(join(hiding, name), script, { mode: 0o755 });
  }
  return hiding;
}
