import { Workspace as AnyWorkspace } from '../../../modules/conformance';
import { cliEnvironment, terraformCommand } from '../../support/terraform-cli';

/** A root module in a directory of its own, and the CLI under test to run in it. */
export class Workspace extends AnyWorkspace {
  constructor(environment: Readonly<Record<string, string>>) {
    super({ ...cliEnvironment, ...environment }, terraformCommand);
  }
}
