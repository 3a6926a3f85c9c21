import { rmSync, writeFileSync } from 'node:fs';
import { devNull } from 'node:os';
import { join } from 'node:path';
import { inheritedEnvironment } from '../../../machine';

/** How pip reaches its index, and nothing of the user's beside it. */
export interface PipAccess {
  readonly environment: Readonly<Record<string, string>>;
  /** Takes back what was written into the Python environment. */
  readonly close: () => void;
}

/**
 * What pip gets of the user's settings. The requirements come with an image, so whoever wrote it may name any index and have
 * upper-case variables put into its address (pip: "Using environment variables"). Passwords therefore stand in no such
 * variable: settings that hold one go into the configuration file of the Python environment for as long as pip runs, where
 * pip uses them for their own host alone. Neither `.netrc` nor a key ring is asked.
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
