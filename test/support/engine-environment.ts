import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Engine } from '../../modules/local-cloud/runners/container/engine';
import { findEngine } from '../../modules/local-cloud/runners/container/probe-engine';
import { inheritedEnvironment, runProgram } from '../../modules/machine';
import CleanEnvironment from './clean-environment';
import { HIDING } from './surroundings';

const PACKAGES = ['podman', 'runc', 'catatonit'];

/** The images that local clouds gave the engine. */
const IMAGES = ['images', '--quiet', '--no-trunc', '--filter', 'reference=localhost/tuneform-local-cloud'];

/** Surroundings with the container engine of the machine, which root installs where there is none. */
export default class EngineEnvironment extends CleanEnvironment {
  private images: ReadonlySet<string> = new Set();

  override async setup(): Promise<void> {
    await super.setup();
    const folder = process.env['TMPDIR'] ?? '';
    rmSync(join(folder, HIDING, 'podman'));
    let found = await findEngine(folder);
    if (!found.ok && process.getuid?.() === 0 && (await install())) found = await findEngine(folder);
    const { global } = this as { global: Record<string, unknown> };
    if (found.ok) {
      global['containerEngine'] = found.engine.options;
      this.images = await images();
    } else {
      global['noContainerEngine'] = found.why;
      process.stderr.write(`The container rung is not tried here: ${found.why}\n`);
    }
  }

  /** Removes the images that the tests gave the engine. */
  override async teardown(): Promise<void> {
    if ((this as { global: Record<string, unknown> }).global['containerEngine'] !== undefined) {
      const added = [...(await images())].filter((image) => !this.images.has(image));
      if (added.length > 0) await new Engine().run(['image', 'rm', '--force', ...added]);
    }
    await super.teardown();
  }
}

async function images(): Promise<ReadonlySet<string>> {
  const { stdout } = await new Engine().run(IMAGES);
  return new Set(stdout.split('\n').filter(Boolean));
}

async function install(): Promise<boolean> {
  const env = { ...inheritedEnvironment(process.env, 'downloads'), DEBIAN_FRONTEND: 'noninteractive' };
  const apt = async (...args: string[]): Promise<boolean> =>
    (await runProgram({ file: 'apt-get', args, env })).exitCode === 0;
  const packages = (): Promise<boolean> =>
    apt('install', '--yes', '--no-install-recommends', ...PACKAGES).catch(() => false);
  return (await packages()) || ((await apt('update').catch(() => false)) && (await packages()));
}
