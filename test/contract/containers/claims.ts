import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CONFIGURATION_FILE,
  configurationDocument,
  resolveConfiguration,
} from '../../../modules/configuration';
import { PackedContainer } from './packed-container';

/** Half a second of training. */
export const QUICK = ['model.max_iter=12', 'evaluation.bins=5'];

/** The container of claim frequency with a small synthetic portfolio. */
export class Claims extends PackedContainer {
  readonly portfolio = join(this.directory, 'portfolio');

  private constructor() {
    super('claims');
  }

  static async ready(): Promise<Claims> {
    const claims = await new Claims().prepare();
    const args = [claims.portfolio, '--rows', '3000', '--seed', '4'];
    const written = await claims.run(join(claims.folder, 'portfolio.py'), { args });
    if (written.exitCode !== 0) throw new Error(written.stderr);
    return claims;
  }

  /** The text of the container's configuration with overrides. */
  document(...overrides: string[]): string {
    return configurationDocument(
      resolveConfiguration({ folder: join(this.folder, 'configuration'), overrides }),
    );
  }

  /** A base folder as SageMaker fills it: configuration and policies as channels. */
  trainingBase(
    name: string,
    document: string,
    hyperparameters: Readonly<Record<string, string>> = {},
  ): string {
    const base = this.base(name, { hyperparameters });
    const channel = join(base, 'input/data/configuration');
    mkdirSync(channel);
    writeFileSync(join(channel, CONFIGURATION_FILE), document);
    symlinkSync(this.portfolio, join(base, 'input/data/train'));
    return base;
  }
}
