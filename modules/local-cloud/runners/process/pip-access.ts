import { rmSync, writeFileSync } from 'node:fs';
import { devNull } from 'node:os';
import { join } from 'node:path';
import { inheritedEnvironment } from '../../../machine';

/** pip's access to its index, without other settings of the user. */
export interface PipAccess {
  readonly environment: Readonly<Record<string, string>>;
  /** Removes the settings from the Python environment. */
  readonly close: () => void;
}

/**
 * Returns the user's settings that pip gets. The requirements come with an image, so the image's author may name any
 * index and have upper-case variables put into its address (pip: "Using environment variables"). Therefore no such
 * variable contains a password: settings with one go into the configuration file of the Python environment while pip
 * runs, where pip uses them only for their own host. pip reads neither `.netrc` nor a key ring.
 */
export function givePipAccess(env: NodeJS.ProcessEnv, pythonEnvironment: string): PipAccess {
  const inherited = Object.entries(inheritedEnvironment(env, 'downloads'));
  const file = join(pythonEnvironment, 'pip.conf');
  const secret = inherited.filter(([name, value]) => name.startsWith('PIP_') && HOLDS_PASSWORD.test(value));
  if (secret.length > 0) {
    const lines = secret.map(
      ([name, value]) => `${optionOf(name)} = ${value.trim().split(/\s+/).join('\n    ')}`,
    );
    writeFileSync(file, `[global]\n${lines.join('\n')}\n`, { mode: 0o600 });
  }
  const plain = inherited.filter((entry) => !secret.includes(entry));
  return {
    environment: {
      ...Object.fromEntries(
        plain.map(([name, value]) => [name.endsWith('_PROXY') ? name.toLowerCase() : name, value]),
      ),
      NETRC: devNull,
      PIP_KEYRING_PROVIDER: 'disabled',
      PIP_NO_INPUT: '1',
      GIT_TERMINAL_PROMPT: '0',
    },
    close: () => rmSync(file, { force: true }),
  };
}

const HOLDS_PASSWORD = /:\/\/[^\s/]*@/;

const optionOf = (variable: string): string =>
  variable.slice('PIP_'.length).toLowerCase().replaceAll('_', '-');
