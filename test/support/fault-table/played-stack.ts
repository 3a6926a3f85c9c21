import type { PlayedProvider } from '../played-terraform/played-provider';
import { PlayedResource } from '../played-terraform/played-resource';
import type { Outcome } from '../played-terraform/played-resource';
import type { Values } from '../played-terraform/proposed-state';
import type { CommandOutcome, Stack } from './stack';

/** A stack under what plays Terraform. */
export class PlayedStack implements Stack {
  readonly resource: PlayedResource;

  constructor(
    provider: PlayedProvider,
    options: { readonly providerConfig: Values; readonly typeName: string },
  ) {
    this.resource = new PlayedResource(provider, options);
  }

  apply = async (config: Values): Promise<CommandOutcome> => outcomeOf(await this.resource.apply(config));
  plan = async (config: Values): Promise<CommandOutcome> => outcomeOf(await this.resource.plan(config));
  destroy = async (): Promise<CommandOutcome> => outcomeOf(await this.resource.destroy());
  forget = (): void => this.resource.forget();
  interrupt = (): void => this.resource.interrupt();
  holds = (): boolean => this.resource.state !== undefined;
  tainted = (): boolean => this.resource.state?.tainted === true;
}

const outcomeOf = ({ action, errors, warnings }: Outcome): CommandOutcome => ({
  changes: action !== 'no-op',
  errors,
  warnings,
});
