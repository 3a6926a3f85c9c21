import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { findEngine } from '../../modules/local-cloud/runners/container/probe-engine';
import { inheritedEnvironment, runProgram } from '../../modules/machine';
import CleanEnvironment from './clean-environment';
import { HIDING } from './surroundings';

const PACKAGES = ['podman', 'runc', 'catatonit'];

/** Surroundings with the container engine of the machine, which root installs where there is none. */
export default class EngineEnvironment extends CleanEnvironment {
  override async setup(): Promise<void> {
    await super.setup();
    const folder = process.env['TMPDIR'] ?? '';
    rmSync(join(folder, HIDING, 'podman'));
    let found = await findEngine(folder);
    if (!found.ok && process.getuid?.() === 0 && (await install())) found = await findEngine(folder);
    const { global } = this as { global: Record<string, unknown> };
    if (found.ok) global['containerEngine'] = found.engine.options;
    else {
      global['noContainerEngine'] = found.why;
      process.stderr.write(`The container rung is not tried here: ${found.why}\n`);
    }
  }
}

async function install(): Promise<boolean> {
  const env = { ...inheritedEnvironment(process.env, 'downloads'), DEBIAN_FRONTEND: 'noninteractive' };
  const apt = async (...args: string[]): Promise<boolean> =>
    (await runProgram({ file: 'apt-get', args, env })).exitCode === 0;
  const packages = (): Promise<boolean> =>
    apt('install', '--yes', '--no-install-recommends', ...PACKAGES).catch(() => false);
  return (await packages()) || ((await apt('update').catch(() => false)) && (await packages()));
}
