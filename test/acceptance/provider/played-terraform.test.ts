import { isDeepStrictEqual } from 'node:util';
import { FaultProxy } from '../../support/fault-proxy/fault-proxy';
import { startFaultBench } from '../../support/fault-table/fault-bench';
import type { FaultBench } from '../../support/fault-table/fault-bench';
import { PlayedStack } from '../../support/fault-table/played-stack';
import type { CommandOutcome, Stack } from '../../support/fault-table/stack';
import { TerraformStack } from '../../support/fault-table/terraform-stack';
import { PlayedProvider } from '../../support/played-terraform/played-provider';
import type { Values } from '../../support/played-terraform/proposed-state';

// The tables of faults are played over the plugin protocol, by a simulation of Terraform. Here it is held to the original: the same
// commands with the same faults end the same way.

let bench: FaultBench;
let provider: PlayedProvider;
let proxy: FaultProxy;

beforeAll(async () => {
  bench = await startFaultBench();
  provider = new PlayedProvider(bench.executable);
  proxy = await FaultProxy.start({ target: bench.cloud.cloud });
});
afterAll(async () => {
  await provider.dispose();
  await proxy.stop();
  await bench.stop();
});

const endpoint = (name: string, more: Values = {}): Values => ({
  name,
  role_arn: bench.roleArn,
  model_data_url: bench.modelDataUrl,
  image: bench.imageUri,
  production_variant: { instance_type: 'ml.m5.large' },
  ...more,
});
const DENIED = { status: 400, name: 'AccessDeniedException', message: 'not authorized' };
const deny = (operation: string): void =>
  proxy.lay({ operation, fault: { carriedOut: false, answer: DENIED }, times: 1000 });

/** A command, and what is left of it. */
type Step = (stack: Stack, name: string) => Promise<CommandOutcome>;

const STEPS: Readonly<Record<string, Step>> = {
  'an endpoint that does not start is made': (stack, name) =>
    stack.apply(endpoint(name, { environment: { BROKEN: 'yes' } })),
  'what is tainted is planned': (stack, name) => stack.plan(endpoint(name)),
  'what is tainted is applied again': (stack, name) => stack.apply(endpoint(name)),
  'nothing has changed': (stack, name) => stack.plan(endpoint(name)),
  'an update is refused': (stack, name) => {
    deny('UpdateEndpoint');
    return stack.apply(endpoint(name, { environment: { GREETING: 'hi' } }));
  },
  'the update is made': (stack, name) => stack.apply(endpoint(name, { environment: { GREETING: 'hi' } })),
  'the name changes': (stack, name) => stack.apply(endpoint(`${name}-b`)),
  'a look is refused': (stack, name) => {
    deny('DescribeEndpoint');
    return stack.apply(endpoint(`${name}-b`));
  },
  'destroying is refused': (stack) => {
    deny('DeleteEndpoint');
    return stack.destroy();
  },
  'it is destroyed': (stack) => stack.destroy(),
  'there is nothing to destroy': (stack) => stack.destroy(),
  'making it is refused': (stack, name) => {
    deny('CreateModel');
    return stack.apply(endpoint(name));
  },
};

async function play(stack: Stack, name: string, words: string[]): Promise<unknown[]> {
  const ends: unknown[] = [];
  for (const [step, run] of Object.entries(STEPS)) {
    const { errors, changes } = await run(stack, name);
    proxy.heal();
    const failed = errors.length > 0;
    words.push(`${step}: ${errors.join('\n')}`);
    // What Terraform would have changed it does not say when it fails.
    ends.push({
      step,
      failed,
      holds: stack.holds(),
      tainted: stack.tainted(),
      ...(failed ? {} : { changes }),
    });
  }
  return ends;
}

it('plays what Terraform does with errors, state and tainted objects', async () => {
  const providerConfig = bench.providerConfig(proxy.url);
  const typeName = 'tuneform_endpoint';
  const real = new TerraformStack({ executable: bench.executable, providerConfig, typeName });
  try {
    const words: string[] = [];
    const expected = await play(real, 'real', words);
    const played = await play(new PlayedStack(provider, { providerConfig, typeName }), 'played', []);
    // Where the two differ, the reason is in what Terraform printed.
    const printed = isDeepStrictEqual(played, expected) ? [] : words;
    expect({ ends: played, printed }).toEqual({ ends: expected, printed: [] });
    expect(expected).toContainEqual(expect.objectContaining({ failed: true, tainted: true }));
  } finally {
    real.remove();
  }
});
