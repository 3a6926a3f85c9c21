import { App, TerraformStack, Testing } from 'cdktf';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AwsProviderFor, Target, TuneformProvider } from '../../../modules/constructs';

type Block = Readonly<Record<string, unknown>>;

/** A stack's configuration as Terraform reads it. */
export interface Configuration {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Block>>>>;
  readonly data?: Readonly<Record<string, Readonly<Record<string, Block>>>>;
  readonly provider?: Readonly<Record<string, readonly Block[]>>;
  readonly terraform: { readonly required_providers: Readonly<Record<string, Block>> };
}

const outdir = mkdtempSync(join(tmpdir(), 'tuneform-constructs-out-'));
afterAll(() => {
  rmSync(outdir, { recursive: true, force: true });
});

/** An app that leaves nothing behind. */
export function scratchApp(): App {
  return Testing.app({ outdir });
}

/** An empty stack with both providers on the local target. */
export function localStack(name = 'stack'): TerraformStack {
  const stack = new TerraformStack(scratchApp(), name);
  new AwsProviderFor(stack, 'Aws', { target: Target.local() });
  new TuneformProvider(stack, 'Tuneform', { target: Target.local() });
  return stack;
}

/** What the stack becomes, without CDKTF's comments; validations run first. */
export function synthesised(stack: TerraformStack): Configuration {
  return JSON.parse(Testing.synth(stack, true)) as Configuration;
}

/** The only resource of a type. */
export function only(configuration: Configuration, type: string): Block {
  const all = Object.values(configuration.resource?.[type] ?? {});
  if (all.length !== 1 || all[0] === undefined) throw new Error(`${String(all.length)} of ${type}`);
  return all[0];
}

/** The outdir that `localStack` synthesises into. */
export function outdirOf(stack: TerraformStack): string {
  return App.of(stack).outdir;
}
